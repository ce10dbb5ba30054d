package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a listing goes on; opaque to clients.
 *
 * @param after the UUID of the last rule before the page, {@code ""} for the first page
 * @param page the number of the page, from 0
 * @param pass which pass through the list this is, counted by the server
 * @param madeAtMillis when it was given out
 */
record Cursor(Filter filter, String after, int page, long pass, long madeAtMillis) {

  /** Which rules a listing shows; an empty text does not filter. */
  record Filter(String trigger, String state, String scope, String author) {
    static final Filter NONE = new Filter("", "", "", "");

    static Filter of(JsonNode tree) {
      return new Filter(
          tree.path("trigger").asText(""),
          tree.path("state").asText(""),
          tree.path("scope").asText(""),
          tree.path("author").asText(""));
    }

    boolean accepts(StoredRule rule) {
      return (trigger.isEmpty() || trigger.equals(rule.triggerType()))
          && (state.isEmpty() || state.equals(rule.visibleSummary().path("state").asText()))
          && (scope.isEmpty() || rule.hasScope(scope))
          && (author.isEmpty() || author.equals(rule.summary().path("authorAccountId").asText()));
    }
  }

  String text() {
    ObjectNode tree = ExactJson.object();
    tree.put("trigger", filter.trigger());
    tree.put("state", filter.state());
    tree.put("scope", filter.scope());
    tree.put("author", filter.author());
    tree.put("after", after).put("page", page).put("pass", pass).put("at", madeAtMillis);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(ExactJson.write(tree).getBytes(StandardCharsets.UTF_8));
  }

  static Optional<Cursor> parse(String text) {
    return decode(text)
        .flatMap(ExactJson::parse)
        .filter(JsonNode::isObject)
        .map(
            tree ->
                new Cursor(
                    Filter.of(tree),
                    tree.path("after").asText(""),
                    tree.path("page").asInt(),
                    tree.path("pass").asLong(),
                    tree.path("at").asLong()));
  }

  private static Optional<String> decode(String text) {
    try {
      return Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  Cursor at(String after, int page) {
    return new Cursor(filter, after, page, pass, System.currentTimeMillis());
  }
}
