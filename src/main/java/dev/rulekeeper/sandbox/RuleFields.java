package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Set;

/** Which fields a written rule must have, and in which order a rule is shown. */
final class RuleFields {
  private static final List<String> REQUIRED =
      List.of(
          "actor",
          "authorAccountId",
          "canOtherRuleTrigger",
          "name",
          "notifyOnError",
          "state",
          "trigger",
          "writeAccessType");
  private static final List<String> ORDER =
      List.of(
          "uuid",
          "name",
          "state",
          "description",
          "authorAccountId",
          "actor",
          "canOtherRuleTrigger",
          "notifyOnError",
          "writeAccessType",
          "collaborators",
          "labels",
          "ruleScopeARIs",
          "trigger",
          "components",
          "created",
          "updated");
  private static final Set<String> ACTORS = Set.of("ACCOUNT_ID", "EVENT_INITIATOR", "SMART_VALUE");

  private RuleFields() {}

  /** Refuses a rule that lacks something, in most cases without saying what, as the API does. */
  static void check(ObjectNode rule, Accounts accounts) {
    boolean complete =
        REQUIRED.stream().allMatch(rule::hasNonNull)
            && rule.path("canOtherRuleTrigger").isBoolean()
            && rule.path("name").isTextual()
            && rule.path("trigger").isObject()
            && (rule.path("components").isArray() || !rule.has("components"))
            && isOneOf(rule.path("state"), Set.of("ENABLED", "DISABLED"))
            && isOneOf(rule.path("notifyOnError"), Set.of("FIRSTERROR", "EVERYERROR", "NEVER"))
            && isOneOf(
                rule.path("writeAccessType"),
                Set.of("OWNER_ONLY", "UNRESTRICTED", "SPECIFIED_USERS"))
            && isOneOf(rule.path("actor").path("type"), ACTORS)
            && accounts.exists(rule.path("authorAccountId").asText());
    if (!complete) {
      throw new RefusedException(SiteResponse.unparsable());
    }
    if (rule.path("name").asText().isBlank()) {
      throw new RefusedException(SiteResponse.invalid("The rule needs a name"));
    }
    if (rule.path("components").isEmpty()) {
      throw new RefusedException(SiteResponse.invalid("The rule needs at least one component"));
    }
    checkActor(rule.path("actor"), accounts);
  }

  private static boolean isOneOf(JsonNode node, Set<String> allowed) {
    return node.isTextual() && allowed.contains(node.asText());
  }

  private static void checkActor(JsonNode actor, Accounts accounts) {
    boolean named = actor.path("type").asText().equals("ACCOUNT_ID");
    if (named && !accounts.exists(actor.path("actor").asText())) {
      throw new RefusedException(
          SiteResponse.invalid("The selected actor does not exist, please choose another one"));
    }
  }

  /** The same fields in the order in which rules are shown, what the API does not know last. */
  static ObjectNode ordered(ObjectNode rule) {
    ObjectNode ordered = ExactJson.object();
    for (String field : ORDER) {
      JsonNode value = rule.get(field);
      ordered.set(field, value == null ? absent(field) : value);
    }
    rule.properties()
        .forEach(
            entry -> {
              if (!ordered.has(entry.getKey())) {
                ordered.set(entry.getKey(), entry.getValue());
              }
            });
    return ordered;
  }

  private static JsonNode absent(String field) {
    return switch (field) {
      case "collaborators", "labels" -> ExactJson.array();
      default -> ExactJson.object().nullNode();
    };
  }
}
