package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What a Jira site calls its ids. Where it does not say, or not to this account, there is none. */
public final class SiteDirectory {
  private static final int PAGE = 50;
  private static final int MOST_PAGES = 1_000;
  private final String site;
  private final RetryingClient client;

  SiteDirectory(URI siteUrl, RetryingClient client) {
    this.site = siteUrl.toString().replaceFirst("(?<!/)/++$", "");
    this.client = client;
  }

  /** The key of each project by its id. */
  public Map<String, String> projects() {
    Map<String, String> keys = new TreeMap<>();
    boolean more = true;
    for (int page = 0; more && page < MOST_PAGES; page++) {
      String query = "/project/search?startAt=" + page * PAGE + "&maxResults=" + PAGE;
      Optional<JsonNode> answer = read(query);
      answer.ifPresent(
          body ->
              body.path("values").forEach(each -> put(keys, each.path("id"), each.path("key"))));
      more =
          answer
              .filter(body -> !body.path("isLast").asBoolean(true))
              .filter(body -> !body.path("values").isEmpty())
              .isPresent();
    }
    return keys;
  }

  /**
   * A person of the site.
   *
   * @param active whether the account can still be used
   */
  public record Person(String name, boolean active) {}

  /**
   * Those of {@code accounts} that the site knows; nothing where it does not tell.
   *
   * @param accounts account ids
   */
  public Optional<Map<String, Person>> people(Collection<String> accounts) {
    Map<String, Person> people = new TreeMap<>();
    List<String> all = new ArrayList<>(accounts);
    for (int from = 0; from < all.size(); from += PAGE) {
      StringBuilder query = new StringBuilder("/user/bulk?maxResults=" + PAGE);
      for (String account : all.subList(from, Math.min(from + PAGE, all.size()))) {
        query.append("&accountId=").append(URLEncoder.encode(account, StandardCharsets.UTF_8));
      }
      Optional<JsonNode> answer = read(query.toString());
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      for (JsonNode each : answer.get().path("values")) {
        people.put(
            each.path("accountId").asText(),
            new Person(each.path("displayName").asText(), each.path("active").asBoolean(true)));
      }
    }
    return Optional.of(people);
  }

  /** The name of each field by its id. */
  public Map<String, String> fields() {
    return named("/field");
  }

  /** The name of each status by its id. */
  public Map<String, String> statuses() {
    return named("/status");
  }

  private Map<String, String> named(String path) {
    Map<String, String> names = new TreeMap<>();
    Consumer<JsonNode> take = each -> put(names, each.path("id"), each.path("name"));
    read(path).ifPresent(body -> body.forEach(take));
    return names;
  }

  private static void put(Map<String, String> names, JsonNode id, JsonNode name) {
    if (!id.asText().isEmpty() && !name.asText().isEmpty()) {
      names.put(id.asText(), name.asText());
    }
  }

  private Optional<JsonNode> read(String path) {
    ApiRequest call = ApiRequest.get(URI.create(site + "/rest/api/3" + path), path);
    ApiResponse reply = client.send(call);
    return reply.json().filter(body -> reply.succeeded());
  }
}
