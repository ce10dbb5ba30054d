package dev.rulekeeper.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule of the site. Kept as text, since ten thousand trees would need several times the memory
 * and most requests only want the text.
 *
 * @param text {@code {"rule":…,"connections":…}}
 * @param summary its row in the list of rules; never changed
 * @param outgoing how many requests it makes of the world
 * @param unauthenticated the ids of connections that nobody has authenticated
 * @param old what reads show until it expires
 */
record StoredRule(
    String uuid,
    String text,
    ObjectNode summary,
    String triggerType,
    int outgoing,
    Set<String> unauthenticated,
    Optional<Old> old) {

  /** What a rule was before the last write, but for {@code updated}, which moves at once. */
  record Old(String text, ObjectNode summary, long untilNanos) {
    boolean isShown() {
      return System.nanoTime() - untilNanos < 0;
    }

    /** Shows nothing: the text may hold secrets. */
    @Override
    public String toString() {
      return "Old";
    }
  }

  private static final List<String> SUMMARY_FIELDS =
      List.of(
          "uuid",
          "name",
          "state",
          "description",
          "authorAccountId",
          "ruleScopeARIs",
          "labels",
          "created",
          "updated");

  static StoredRule of(ObjectNode rule, ArrayNode connections, Set<String> unauthenticated) {
    return new StoredRule(
        rule.path("uuid").asText(),
        text(rule, connections),
        summaryOf(rule),
        rule.path("trigger").path("type").asText(),
        OutgoingRequest.count(rule),
        Set.copyOf(unauthenticated),
        Optional.empty());
  }

  private static String text(ObjectNode rule, ArrayNode connections) {
    ObjectNode envelope = ExactJson.object();
    envelope.set("rule", rule);
    envelope.set("connections", connections);
    return ExactJson.write(envelope);
  }

  private static ObjectNode summaryOf(ObjectNode rule) {
    ObjectNode summary = ExactJson.object();
    JsonNode actor = rule.path("actor");
    if (actor.path("type").asText().equals("ACCOUNT_ID")) {
      summary.set("actorAccountId", actor.path("actor").deepCopy());
    } else {
      summary.putNull("actorAccountId");
    }
    SUMMARY_FIELDS.forEach(field -> summary.set(field, rule.path(field).deepCopy()));
    return summary;
  }

  /** This rule, while reads go on to show {@code before} for {@code nanos}. */
  StoredRule shownAs(StoredRule before, long nanos) {
    ObjectNode envelope = before.visibleEnvelope();
    ObjectNode rule = (ObjectNode) envelope.get("rule");
    rule.set("updated", summary.get("updated"));
    Old shown = new Old(ExactJson.write(envelope), summaryOf(rule), System.nanoTime() + nanos);
    return new StoredRule(
        uuid, text, summary, triggerType, outgoing, unauthenticated, Optional.of(shown));
  }

  /** The text that a read gets now. */
  String visibleText() {
    return old.filter(Old::isShown).map(Old::text).orElse(text);
  }

  /** The row that a list gets now. */
  ObjectNode visibleSummary() {
    return old.filter(Old::isShown).map(Old::summary).orElse(summary);
  }

  private ObjectNode visibleEnvelope() {
    return (ObjectNode) ExactJson.read(visibleText());
  }

  /** A fresh tree of the rule as it truly is now. */
  ObjectNode envelope() {
    return (ObjectNode) ExactJson.read(text);
  }

  boolean isEnabled() {
    return summary.path("state").asText().equals("ENABLED");
  }

  boolean hasScope(String ari) {
    for (JsonNode scope : summary.path("ruleScopeARIs")) {
      if (scope.asText().equals(ari)) {
        return true;
      }
    }
    return false;
  }

  String name() {
    return summary.path("name").asText();
  }

  /** Names the rule and nothing of its content, which may be secret. */
  @Override
  public String toString() {
    return "StoredRule[" + uuid + "]";
  }
}
