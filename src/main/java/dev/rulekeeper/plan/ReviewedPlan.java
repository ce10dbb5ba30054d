package dev.rulekeeper.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.json.Equality;
import dev.rulekeeper.json.ExactJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A plan that somebody reviewed, as {@code plan -o json} wrote it. It says what may be written:
 * nothing else is, but for values of secrets, which no review sees.
 */
public final class ReviewedPlan {
  private final String site;
  private final Map<String, JsonNode> changes = new HashMap<>();

  private ReviewedPlan(JsonNode document) {
    this.site = document.path("site").asText();
    document.path("changes").forEach(change -> changes.put(change.path("id").asText(), change));
  }

  /** Of {@code document}, one plan or a list of them, the one for the site of {@code plan}. */
  public static ReviewedPlan of(JsonNode document, Plan plan) {
    if (document.isArray()) {
      for (JsonNode one : document) {
        if (one.path("site").asText().equals(plan.site().value())) {
          return new ReviewedPlan(one);
        }
      }
      return new ReviewedPlan(ExactJson.object());
    }
    return new ReviewedPlan(document);
  }

  /** What {@code plan} would write and nobody reviewed, one sentence a rule; empty if nothing. */
  public List<String> differences(Plan plan) {
    List<String> differences = new ArrayList<>();
    if (!site.equals(plan.site().value())) {
      differences.add("the reviewed plan is not one for the site " + plan.site());
    }
    for (Change change : plan.changes()) {
      if (change.kind().structural()) {
        difference(change).ifPresent(differences::add);
      }
    }
    return differences;
  }

  private Optional<String> difference(Change change) {
    JsonNode reviewed = changes.get(change.id().toString());
    String now = named(change) + " is now " + change.kind().label();
    if (reviewed == null) {
      return Optional.of(now + ", and was unchanged");
    }
    String then = reviewed.path("kind").asText();
    if (!then.equals(change.kind().label())) {
      return Optional.of(now + ", and was " + then);
    }
    return Equality.same(edits(reviewed.path("patch")), edits(change.patch()))
        ? Optional.empty()
        : Optional.of(named(change) + " would be changed otherwise than it was reviewed");
  }

  private static String named(Change change) {
    return change.name() + " (" + change.id() + ")";
  }

  /** What is changed, without what is only looked at before, and without values of secrets. */
  private static ArrayNode edits(JsonNode patch) {
    ArrayNode edits = ExactJson.array();
    JsonNode before = ExactJson.object();
    for (JsonNode operation : patch) {
      if (operation.path("op").asText().equals("test")) {
        before = operation;
      } else if (!isRotation(before, operation)) {
        edits.add(operation);
      }
    }
    return edits;
  }

  private static boolean isRotation(JsonNode before, JsonNode operation) {
    return operation.path("op").asText().equals("replace")
        && operation.path("path").equals(before.path("path"))
        && before
            .path("value")
            .asText()
            .equals(operation.path("value").asText() + PlanMasking.OLDER);
  }
}
