package dev.rulekeeper.report;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.SiteDirectory.Person;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a site calls its ids, for readers, and for a scope that a file gives by the key of its
 * project. An id without a name stays what it is.
 *
 * @param projects keys of projects by id
 * @param people the accounts that were asked for and that the site knows
 * @param fields names of fields by id
 * @param statuses names of statuses by id
 * @param complete whether an account that is not among the people has left
 */
public record Names(
    SortedMap<String, String> projects,
    SortedMap<String, Person> people,
    SortedMap<String, String> fields,
    SortedMap<String, String> statuses,
    boolean complete) {
  /** No name is known. */
  public static final Names NONE =
      new Names(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), false);

  private static final String PROJECT = "project/";
  private static final String SCOPE = "scope:";

  private static final String VALUE = "/value";

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9:_-]{1,128}");

  /** Keeps the order. */
  public Names {
    projects = Collections.unmodifiableSortedMap(new TreeMap<>(projects));
    people = Collections.unmodifiableSortedMap(new TreeMap<>(people));
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    statuses = Collections.unmodifiableSortedMap(new TreeMap<>(statuses));
  }

  /** A scope by the key of its project: {@code SHOP (project/10336)}. */
  public String scope(String scope) {
    String id = scopeOfKey(scope).orElse(scope);
    String key = key(id);
    return key.equals(id) ? id : key + " (" + id + ")";
  }

  /** The key of the project that {@code scope} is, such as {@code SHOP}; else the scope. */
  String key(String scope) {
    return keyOf(scope).orElse(scope);
  }

  /** The key of the project that {@code scope} is, where it is known. */
  public Optional<String> keyOf(String scope) {
    return Optional.of(scope)
        .filter(text -> text.startsWith(PROJECT))
        .map(text -> projects.get(text.substring(PROJECT.length())));
  }

  /** As {@link #meaning}, where there is one. */
  public Optional<String> nameAt(JsonPointer place, String id) {
    return Optional.of(meaning(place.toString(), id)).filter(name -> !name.isEmpty());
  }

  /** What the text at {@code path} of a rule is called where it is an id, or {@code ""}. */
  public String meaning(String path, String text) {
    String name = "";
    if (path.equals("/authorAccountId")
        || path.equals("/actor/actor")
        || path.startsWith("/collaborators/")) {
      name = people.containsKey(text) || !left(text) ? account(text) : "left";
    } else if (path.equals("/scope") || path.startsWith("/scope/")) {
      name = key(scopeOfKey(text).orElse(text));
    } else if (people.containsKey(text)) {
      name = account(text);
    } else if (isStatus(path)) {
      name = statuses.getOrDefault(text, "");
    } else {
      name = fields.getOrDefault(text, "");
    }
    return name.equals(text) ? "" : name;
  }

  /** Where a status is chosen by its number: {@code toStatus/0/value}, {@code status/value}. */
  private static boolean isStatus(String path) {
    if (!path.endsWith(VALUE)) {
      return false;
    }
    String above = path.substring(0, path.length() - VALUE.length());
    String last = above.substring(above.lastIndexOf('/') + 1);
    boolean element = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
    String setting = element ? above.substring(0, Math.max(0, above.lastIndexOf('/'))) : above;
    return setting.toLowerCase(Locale.ROOT).endsWith("status");
  }

  /** The scope with the id, for one with the key of a project, where that is known. */
  public Optional<String> scopeOfKey(String scope) {
    return projects.entrySet().stream()
        .filter(entry -> scope.equals(PROJECT + entry.getValue()))
        .map(entry -> PROJECT + entry.getKey())
        .findFirst();
  }

  /** A filter of rules as it stands and, where it is a project's, in the other spelling too. */
  public List<String> spellings(String filter) {
    String scope = filter.startsWith(SCOPE) ? filter.substring(SCOPE.length()) : "";
    return Stream.concat(
            Stream.of(filter),
            scopeOfKey(scope).or(() -> keyOf(scope).map(key -> PROJECT + key)).stream()
                .map(SCOPE::concat))
        .toList();
  }

  /** An account by the name of the person. */
  public String account(String id) {
    Person person = people.get(id);
    if (person == null) {
      return left(id) ? id + " (left)" : id;
    }
    return person.name() + (person.active() ? "" : " (left)");
  }

  /** Whether the account is known not to be in use any more; a smart value is no account. */
  public boolean left(String id) {
    Person person = people.get(id);
    return person == null ? complete && isAccount(id) : !person.active();
  }

  /** How much is known, and which of {@code accounts} are not in use any more. */
  public String summary(SortedSet<String> accounts) {
    StringBuilder text = new StringBuilder("Names are known of ");
    text.append(Count.of(projects.size(), "project")).append(", ");
    text.append(Count.of(people.size(), "account")).append(", ");
    text.append(Count.of(fields.size(), "field")).append(" and ");
    text.append(statuses.size() == 1 ? "1 status" : statuses.size() + " statuses");
    text.append(".\n");
    accounts.stream()
        .filter(this::left)
        .forEach(id -> text.append("Not in use: ").append(account(id)).append('\n'));
    return text.toString();
  }

  /** The accounts that {@code files} name: owners, actors and collaborators. */
  public static SortedSet<String> accounts(List<RuleFile> files) {
    SortedSet<String> accounts = new TreeSet<>();
    for (RuleFile file : files) {
      accounts.add(file.rule().fields().path("authorAccountId").asText(""));
      accounts.add(file.rule().fields().path("actor").path("actor").asText(""));
      file.rule().fields().path("collaborators").forEach(each -> accounts.add(each.asText("")));
    }
    accounts.removeIf(id -> !isAccount(id));
    return accounts;
  }

  /** Whether {@code id} has the form of an account id. */
  public static boolean isAccount(String id) {
    return ACCOUNT.matcher(id).matches();
  }

  /** The names as they are kept. */
  public ObjectNode write() {
    ObjectNode tree = ExactJson.object();
    ObjectNode keys = tree.putObject("projects");
    projects.forEach(keys::put);
    ObjectNode persons = tree.putObject("people");
    people.forEach(
        (id, person) ->
            persons.putObject(id).put("name", person.name()).put("active", person.active()));
    ObjectNode titles = tree.putObject("fields");
    fields.forEach(titles::put);
    ObjectNode states = tree.putObject("statuses");
    statuses.forEach(states::put);
    return tree.put("complete", complete);
  }

  /** Reads what {@link #write} wrote; what is not as it was written counts for nothing. */
  public static Names read(JsonNode tree) {
    SortedMap<String, Person> people = new TreeMap<>();
    tree.path("people")
        .properties()
        .forEach(
            entry ->
                people.put(
                    entry.getKey(),
                    new Person(
                        entry.getValue().path("name").asText(),
                        entry.getValue().path("active").asBoolean(true))));
    return new Names(
        texts(tree.path("projects")),
        people,
        texts(tree.path("fields")),
        texts(tree.path("statuses")),
        tree.path("complete").asBoolean(false));
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    node.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
    return texts;
  }
}
