package dev.rulekeeper.plan;

import dev.rulekeeper.ruleset.Configuration;
import java.util.ArrayList;
import java.util.List;

/**
 * The thresholds that stop a sync as a whole: too much at once is more often a mistake than a wish.
 */
public final class Guards {
  private Guards() {}

  /** The {@link #objections} as notes of a plan. */
  public static List<String> refusals(
      PlanResult planned, Configuration.Guards guards, boolean prune) {
    return objections(planned, guards, prune).stream()
        .map(objection -> "sync would refuse this: " + objection)
        .toList();
  }

  /**
   * Why a sync of {@code planned} would be refused, one sentence each with the flag and the key
   * that allow it; empty where it would not. Rotations are not counted: they touch nothing but
   * secrets.
   *
   * @param prune whether deletions are allowed at all; they count only then
   */
  public static List<String> objections(
      PlanResult planned, Configuration.Guards guards, boolean prune) {
    List<String> objections = new ArrayList<>();
    long structural =
        planned.plan().changes().stream()
            .filter(change -> change.kind().structural())
            .filter(change -> prune || change.kind() != ChangeKind.DELETE)
            .count();
    long allowed =
        Math.max(
            guards.maxChangesMinimum(),
            (long) Math.floor(planned.rules() * guards.maxChangesPercent() / 100.0));
    if (structural > allowed) {
      objections.add(
          structural
              + " of "
              + planned.rules()
              + " rules would change their content, more than the "
              + allowed
              + " that are allowed at once ("
              + guards.maxChangesPercent()
              + " %, at least "
              + guards.maxChangesMinimum()
              + "). If this is meant, use --max-changes 100% for this run, or set"
              + " guards.max-changes in rulekeeper.yaml");
    }
    return objections;
  }
}
