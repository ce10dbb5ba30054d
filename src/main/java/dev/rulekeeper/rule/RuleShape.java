package dev.rulekeeper.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whether a rule of a site has the shape that the API describes, so that the file of it is one that
 * the schema of rule files allows. A site may hold rules that are older than its checks, or broken.
 */
public final class RuleShape {
  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "state", Set.of("ENABLED", "DISABLED"),
          "writeAccessType", Set.of("OWNER_ONLY", "UNRESTRICTED", "SPECIFIED_USERS"),
          "notifyOnError", Set.of("FIRSTERROR", "EVERYERROR", "NEVER"));

  private static final List<String> TEXTS = List.of("description", "authorAccountId");
  private static final List<String> LISTS = List.of("labels", "components", "ruleScopeARIs");

  private RuleShape() {}

  /**
   * What is wrong with {@code rule}, such as "its name is not a text"; nothing where all is well.
   */
  public static Optional<String> problem(ApiRule rule) {
    JsonNode fields = rule.rule();
    if (!fields.path("name").isTextual()) {
      return Optional.of("its name is not a text");
    }
    if (!fields.path("trigger").isObject()) {
      return Optional.of("it has no trigger");
    }
    if (fields.path("state").isNull()) {
      return Optional.of("its state is neither ENABLED nor DISABLED");
    }
    return first(fields, TEXTS, JsonNode::isTextual, "is not a text")
        .or(() -> first(fields, LISTS, JsonNode::isArray, "are not a list"))
        .or(() -> first(fields, List.of("actor"), RuleShape::isActor, "is not a user"))
        .or(
            () ->
                first(
                    fields,
                    List.of("canOtherRuleTrigger"),
                    JsonNode::isBoolean,
                    "is neither true nor false"))
        .or(() -> unknownWord(fields))
        .or(() -> ofParts(rule));
  }

  /** The first of {@code keys} that is there and does not fit. */
  private static Optional<String> first(
      JsonNode fields, List<String> keys, Predicate<JsonNode> fits, String problem) {
    return keys.stream()
        .filter(key -> !isAbsent(fields.path(key)) && !fits.test(fields.path(key)))
        .findFirst()
        .map(key -> "its " + key + " " + problem);
  }

  private static Optional<String> unknownWord(JsonNode fields) {
    return WORDS.keySet().stream()
        .sorted()
        .filter(key -> !isAbsent(fields.path(key)))
        .filter(key -> !isOneOf(WORDS.getOrDefault(key, Set.of()), fields.path(key)))
        .findFirst()
        .map(key -> "its " + key + " is not one that is known");
  }

  private static boolean isOneOf(Set<String> words, JsonNode node) {
    return node.isTextual() && words.contains(node.textValue());
  }

  private static Optional<String> ofParts(ApiRule rule) {
    JsonNode fields = rule.rule();
    for (JsonNode scope : fields.path("ruleScopeARIs")) {
      if (scope.asText().isEmpty() || !scope.isTextual()) {
        return Optional.of("one of its scopes is not a text");
      }
    }
    for (JsonNode connection : rule.connections()) {
      if (!isConnection(connection)) {
        return Optional.of("one of its connections is not as the API describes it");
      }
    }
    boolean sound = isComponent(fields.path("trigger")) && areComponents(fields.path("components"));
    return sound
        ? Optional.empty()
        : Optional.of("a component of it is not as the API describes it");
  }

  private static boolean isActor(JsonNode actor) {
    return actor.isObject() && isTextOrAbsent(actor.path("actor")) && isTextWhereIs(actor, "type");
  }

  private static boolean isConnection(JsonNode connection) {
    return connection.path("id").isTextual()
        && isTextWhereIs(connection, "authType")
        && Stream.of("accountId", "connectionTargetKey", "targetConfigJson")
            .allMatch(key -> isTextOrAbsent(connection.path(key)));
  }

  private static boolean areComponents(JsonNode list) {
    if (!isAbsent(list) && !list.isArray()) {
      return false;
    }
    for (JsonNode component : list) {
      if (!isComponent(component)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isComponent(JsonNode component) {
    JsonNode version = component.path("schemaVersion");
    return component.path("component").isTextual()
        && component.path("type").isTextual()
        && (isAbsent(version) || version.isIntegralNumber())
        && isTextOrAbsent(component.path("connectionId"))
        && areComponents(component.path("conditions"))
        && areComponents(component.path("children"));
  }

  private static boolean isTextWhereIs(JsonNode node, String key) {
    return !node.has(key) || node.path(key).isTextual();
  }

  private static boolean isTextOrAbsent(JsonNode node) {
    return isAbsent(node) || node.isTextual();
  }

  private static boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }
}
