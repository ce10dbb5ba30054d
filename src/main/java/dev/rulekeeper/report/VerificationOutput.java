package dev.rulekeeper.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.sync.SecretArrival;

/** Whether a secret has arrived everywhere, and whether its old value may be revoked. */
public final class VerificationOutput {
  private VerificationOutput() {}

  /** The verification in {@code format}; {@code oldKnown} as below. */
  public static String of(
      SecretName name, SecretArrival verification, boolean oldKnown, OutputFormat format) {
    return format == OutputFormat.JSON
        ? json(name, verification, oldKnown)
        : text(name, verification, oldKnown);
  }

  /**
   * A line for each place that is not as it should be, and what that means.
   *
   * @param oldKnown whether the old value was known and searched for
   */
  private static String text(SecretName name, SecretArrival verification, boolean oldKnown) {
    return text(
        name,
        verification,
        oldKnown
            ? "; the old value was not found anywhere on the site. Safe to revoke it.\n"
            : "; all hold the current value. Pass the old one with --old-from-env VAR to"
                + " prove that it is gone.\n");
  }

  /** The same, which ends with {@code safe} where every place is as it should be. */
  public static String text(SecretName name, SecretArrival verification, String safe) {
    StringBuilder text = new StringBuilder();
    for (SecretArrival.Problem problem : verification.problems()) {
      text.append(
          "  %s (%s)  %s  %s\n"
              .formatted(problem.ruleName(), problem.rule(), problem.where(), problem.what()));
    }
    text.append(
        "%s of %s compared, %s read"
            .formatted(
                Count.of(verification.places(), "place"),
                name,
                Count.of(verification.rules(), "rule")));
    if (!verification.problems().isEmpty()) {
      return text.append(". NOT safe to revoke the old value.\n").toString();
    }
    return text.append(safe).toString();
  }

  /** {@code {"secret", "places", "rules", "safeToRevoke", "problems": [{"rule", …}]}}. */
  private static String json(SecretName name, SecretArrival verification, boolean oldKnown) {
    ObjectNode document =
        ExactJson.object()
            .put("secret", name.value())
            .put("places", verification.places())
            .put("rules", verification.rules())
            .put("safeToRevoke", oldKnown && verification.problems().isEmpty());
    ArrayNode problems = document.putArray("problems");
    for (SecretArrival.Problem problem : verification.problems()) {
      problems
          .addObject()
          .put("rule", problem.rule().toString())
          .put("name", problem.ruleName())
          .put("pointer", problem.where())
          .put("problem", problem.what());
    }
    return ExactJson.writePretty(document) + "\n";
  }
}
