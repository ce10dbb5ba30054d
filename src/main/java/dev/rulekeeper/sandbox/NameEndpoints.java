package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the site calls its projects, people, fields and statuses. */
final class NameEndpoints implements SitePart {
  private static final Pattern PATH =
      Pattern.compile("/rest/api/3/(project/search|user/bulk|field|status)");
  private static final Pattern PROJECT = Pattern.compile(":project/([0-9]+)");
  private static final Pattern FIELD = Pattern.compile("customfield_([0-9]+)");
  private static final List<String> PROJECTS = List.of("SHOP", "OPS", "WEB", "PAY", "CRM", "HR");
  private static final List<String> FIELDS =
      List.of("Story points", "Team", "Severity", "Approver");
  private final Accounts accounts;
  private final RuleStore store;

  NameEndpoints(Accounts accounts, RuleStore store) {
    this.accounts = accounts;
    this.store = store;
  }

  @Override
  public boolean has(String path) {
    return PATH.matcher(path).matches();
  }

  @Override
  public SiteResponse answer(SiteRequest ask) {
    if (!ask.method().equals("GET")) {
      return SiteResponse.empty(405);
    }
    if (accounts.authenticate(ask.header("Authorization")).isEmpty()) {
      return SiteResponse.empty(401);
    }
    return SiteResponse.json(
        200,
        switch (ask.path().substring(ask.path().lastIndexOf('/') + 1)) {
          case "search" -> projects(ask);
          case "bulk" -> people(ask);
          case "field" -> fields();
          default -> statuses();
        });
  }

  private ObjectNode projects(SiteRequest ask) {
    List<String> all = List.copyOf(projectsOfRules());
    int from = number(ask, "startAt", 0);
    int to = Math.min(all.size(), from + Math.min(50, number(ask, "maxResults", 50)));
    ObjectNode page = ExactJson.object().put("startAt", from).put("total", all.size());
    ArrayNode values = page.put("isLast", to >= all.size()).putArray("values");
    for (int index = from; index < to; index++) {
      String key = index < PROJECTS.size() ? PROJECTS.get(index) : "P" + all.get(index);
      values
          .addObject()
          .put("id", all.get(index))
          .put("key", key)
          .put("name", key.charAt(0) + key.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    return page;
  }

  private ObjectNode people(SiteRequest ask) {
    ObjectNode page = ExactJson.object();
    ArrayNode values = page.put("isLast", true).putArray("values");
    for (Account person : accounts.people()) {
      if (ask.parameters("accountId").contains(person.accountId())) {
        values
            .addObject()
            .put("accountId", person.accountId())
            .put("displayName", person.displayName())
            .put("active", true);
      }
    }
    return page;
  }

  private ArrayNode fields() {
    ArrayNode fields = ExactJson.array();
    int index = 0;
    for (String id : inRules(FIELD)) {
      fields
          .addObject()
          .put("id", "customfield_" + id)
          .put("name", index < FIELDS.size() ? FIELDS.get(index) : "Field " + id);
      index++;
    }
    return fields;
  }

  private static ArrayNode statuses() {
    ArrayNode statuses = ExactJson.array();
    List<String> names = List.of("To Do", "In Progress", "Review", "Done");
    for (int index = 0; index < names.size(); index++) {
      statuses.addObject().put("id", Integer.toString(10001 + index)).put("name", names.get(index));
    }
    return statuses;
  }

  /** By the rows of the list: a site of a hundred thousand rules is asked by each first export. */
  private SortedSet<String> projectsOfRules() {
    SortedSet<String> found = new TreeSet<>();
    for (StoredRule rule : store.all().values()) {
      for (JsonNode scope : rule.summary().path("ruleScopeARIs")) {
        Matcher project = PROJECT.matcher(scope.asText());
        if (project.find()) {
          found.add(project.group(1));
        }
      }
    }
    return found;
  }

  private SortedSet<String> inRules(Pattern pattern) {
    SortedSet<String> found = new TreeSet<>();
    for (StoredRule rule : store.all().values()) {
      Matcher matcher = pattern.matcher(rule.text());
      while (matcher.find()) {
        found.add(matcher.group(1));
      }
    }
    return found;
  }

  private static int number(SiteRequest ask, String name, int otherwise) {
    return ask.parameter(name)
        .filter(text -> text.matches("[0-9]{1,6}"))
        .map(Integer::valueOf)
        .orElse(otherwise);
  }
}
