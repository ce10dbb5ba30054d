package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What a rule may be scoped to, and the copy of its scope that an event trigger carries. */
final class StoredScope {
  private static final List<String> EVENT_TRIGGERS =
      List.of(
          "jira.issue.event.trigger:",
          "jira.issue.field.changed",
          "jira.multiple.issue.event",
          "jira.version.event.trigger:",
          "jira.sla.threshold.trigger");
  private final String cloudId;

  StoredScope(String cloudId) {
    this.cloudId = cloudId;
  }

  /** Refuses anything but a list of ARIs of this site. */
  void check(JsonNode aris) {
    if (!aris.isArray() || aris.isEmpty()) {
      throw new RefusedException(
          SiteResponse.invalid("'ruleScopeARIs' must name at least one scope"));
    }
    for (JsonNode ari : aris) {
      if (!ari.isTextual() || !ari.asText().startsWith("ari:cloud:")) {
        throw new RefusedException(SiteResponse.unparsable());
      }
      if (!ari.asText().contains(cloudId)) {
        throw new RefusedException(
            SiteResponse.invalid("User does not have admin permission within this rule home"));
      }
    }
  }

  /** Makes the event filters of the trigger repeat the scope, whatever they were. */
  static void repeatInTrigger(ObjectNode rule) {
    JsonNode trigger = rule.path("trigger");
    if (trigger.path("value") instanceof ObjectNode value
        && (value.has("eventFilters") || listensToEvents(trigger.path("type").asText()))) {
      value.set("eventFilters", rule.path("ruleScopeARIs").deepCopy());
    }
  }

  private static boolean listensToEvents(String type) {
    return EVENT_TRIGGERS.stream().anyMatch(type::startsWith);
  }
}
