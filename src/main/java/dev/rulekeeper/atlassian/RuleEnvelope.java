package dev.rulekeeper.atlassian;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import java.util.List;
import java.util.Optional;

/**
 * The bodies of rule requests, {@code {"rule": …, "connections": …}} ({@code RuleConfigResponse},
 * {@code RuleWriteRequest} and {@code RuleUpdateRequest} of the OpenAPI description).
 */
final class RuleEnvelope {
  private static final List<String> READ_ONLY = List.of("created", "updated");
  private static final List<String> READ_ONLY_IN_CONNECTION =
      List.of("createdAt", "updatedAt", "container");

  private RuleEnvelope() {}

  /** The rule in the body of an answer; nothing where there is none, or one of another id. */
  static Optional<ApiRule> read(RuleId id, JsonNode body) {
    if (!(body.path("rule") instanceof ObjectNode rule)) {
      return Optional.empty();
    }
    String uuid = rule.path("uuid").asText(id.toString());
    if (!uuid.equalsIgnoreCase(id.toString())) {
      return Optional.empty();
    }
    ArrayNode connections =
        body.path("connections") instanceof ArrayNode array ? array : ExactJson.array();
    return Optional.of(new ApiRule(id, rule, connections));
  }

  /** The body that creates {@code rule} under its id. */
  static ObjectNode forCreate(ApiRule rule) {
    return body(without(rule.rule(), READ_ONLY).put("uuid", rule.id().toString()), rule);
  }

  /** The body that replaces {@code rule}; the schema of an update knows no {@code uuid}. */
  static ObjectNode forUpdate(ApiRule rule) {
    return body(without(rule.rule(), READ_ONLY).without("uuid"), rule);
  }

  private static ObjectNode body(JsonNode fields, ApiRule rule) {
    ArrayNode connections = ExactJson.array();
    rule.connections().forEach(each -> connections.add(writable(each)));
    ObjectNode body = ExactJson.object();
    body.set("rule", fields);
    body.set("connections", connections);
    return body;
  }

  private static JsonNode writable(JsonNode connection) {
    return connection instanceof ObjectNode fields
        ? without(fields, READ_ONLY_IN_CONNECTION)
        : connection;
  }

  private static ObjectNode without(ObjectNode fields, List<String> names) {
    ObjectNode copy = ExactJson.object();
    copy.setAll(fields);
    return copy.without(names);
  }
}
