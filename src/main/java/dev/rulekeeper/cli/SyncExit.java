package dev.rulekeeper.cli;

import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;

/**
 * How a run that wrote to the site ends for a script. What did not end well comes first, then what
 * a guard held back, then what waits for a decision.
 */
final class SyncExit {
  private SyncExit() {}

  /** As for a sync; a rule that was left alone since somebody edited it makes it a part. */
  static ExitCode ofUndo(SyncReport report, UndoPlan undo) {
    ExitCode exit = of(report, true);
    boolean leftAlone =
        !undo.withheld().isEmpty()
            || report.plan().has(ChangeKind.DRIFT)
            || report.plan().has(ChangeKind.UNPROVEN)
            || report.plan().has(ChangeKind.CONFLICT);
    return leftAlone && (exit == ExitCode.DONE || exit == ExitCode.STALE) ? ExitCode.PARTLY : exit;
  }

  static ExitCode of(SyncReport report, boolean prune) {
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
      boolean some = overtaken || report.count(Outcome.Status.APPLIED) > 0;
      return some ? ExitCode.PARTLY : ExitCode.FAILED;
    }
    if (blocked) {
      return ExitCode.BLOCKED;
    }
    return conflict ? ExitCode.STALE : ExitCode.DONE;
  }
}
