package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The connections of a rule, and which of them nobody has authenticated. */
final class Connections {
  private static final Set<String> WRITABLE =
      Set.of("id", "accountId", "connectionTargetKey", "targetConfigJson", "authType");

  private Connections() {}

  /**
   * What was sent, as it reads back: with times and the rule it belongs to.
   *
   * @param before the connections that the rule has so far, whose age stays
   */
  static ArrayNode stored(JsonNode sent, JsonNode before, String ruleUuid, JsonNode now) {
    ArrayNode stored = ExactJson.array();
    for (JsonNode connection : sent) {
      if (!(connection instanceof ObjectNode fields) || !fields.hasNonNull("id")) {
        throw new RefusedException(SiteResponse.unparsable());
      }
      ObjectNode kept = fields.deepCopy().retain(WRITABLE);
      kept.set("createdAt", createdAt(kept.get("id"), before).orElse(now));
      kept.set("updatedAt", now);
      kept.putObject("container").put("id", ruleUuid).put("containerType", "RULE");
      stored.add(kept);
    }
    return stored;
  }

  private static Optional<JsonNode> createdAt(JsonNode id, JsonNode connections) {
    for (JsonNode connection : connections) {
      if (id.equals(connection.get("id"))) {
        return Optional.of(connection.path("createdAt"));
      }
    }
    return Optional.empty();
  }

  /**
   * The ids of the connections that components use although they are not there or do not belong to
   * {@code caller}: only the own connections of a caller count as authenticated.
   */
  static Set<String> unauthenticated(JsonNode rule, ArrayNode connections, String caller) {
    Set<String> own = new TreeSet<>();
    for (JsonNode connection : connections) {
      if (connection.path("accountId").asText().equals(caller)) {
        own.add(connection.path("id").asText());
      }
    }
    Set<String> missing = new TreeSet<>();
    ComponentTree.forEach(
        rule,
        component -> {
          String used = component.path("connectionId").asText("");
          if (component.hasNonNull("connectionId") && !own.contains(used)) {
            missing.add(used);
          }
        });
    return missing;
  }
}
