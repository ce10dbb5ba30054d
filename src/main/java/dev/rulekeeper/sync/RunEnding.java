package dev.rulekeeper.sync;

import dev.rulekeeper.plan.ChangeKind;

/**
 * How a run that wrote to the site ended. What did not end well comes first, then what a guard held
 * back, then what waits for a decision.
 */
public enum RunEnding {
  /** Everything was done. */
  DONE,
  /** Something waits for somebody to decide. */
  UNDECIDED,
  /** A guard held something back. */
  BLOCKED,
  /** Some rules were written and others not. */
  PARTLY,
  /** Nothing was written. */
  FAILED;

  /** How an undo ended: a rule that was left alone since somebody edited it makes it a part. */
  public static RunEnding ofUndo(SyncReport report, UndoPlan undo) {
    RunEnding ending = of(report, true);
    boolean leftAlone =
        !undo.withheld().isEmpty()
            || report.plan().has(ChangeKind.DRIFT)
            || report.plan().has(ChangeKind.UNPROVEN)
            || report.plan().has(ChangeKind.CONFLICT);
    return leftAlone && (ending == DONE || ending == UNDECIDED) ? PARTLY : ending;
  }

  /**
   * How a sync ended.
   *
   * @param prune whether it was to delete rules
   */
  public static RunEnding of(SyncReport report, boolean prune) {
    boolean failed = false;
    boolean overtaken = false;
    boolean blocked = false;
    boolean conflict = false;
    for (Outcome outcome : report.outcomes()) {
      ChangeKind kind = outcome.change().kind();
      boolean skipped = outcome.status() == Outcome.Status.SKIPPED;
      boolean notPruned = skipped && !prune && kind == ChangeKind.DELETE;
      failed |=
          outcome.status() == Outcome.Status.FAILED
              || outcome.status() == Outcome.Status.NOT_ATTEMPTED;
      overtaken |= skipped && kind.writes() && !notPruned;
      blocked |= kind == ChangeKind.BLOCKED || notPruned;
      conflict |= kind == ChangeKind.CONFLICT || kind == ChangeKind.UNPROVEN;
    }
    if (failed || overtaken) {
      return overtaken || report.count(Outcome.Status.APPLIED) > 0 ? PARTLY : FAILED;
    }
    if (blocked) {
      return BLOCKED;
    }
    return conflict ? UNDECIDED : DONE;
  }
}
