package dev.rulekeeper.cli;

import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.PastRun;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;
import java.util.Optional;

/** Puts back the one rule with which a rotation ended. */
final class RotationUndo {
  private final Console console;
  private final Session session;
  private final WritingOptions writing;
  private final CommonOptions common;

  RotationUndo(Console console, Session session, WritingOptions writing, CommonOptions common) {
    this.console = console;
    this.session = session;
    this.writing = writing;
    this.common = common;
  }

  /**
   * Whether the rules that {@code run} wrote are as they were before it.
   *
   * @param standing the values that stood in them
   */
  boolean putBack(String run, SecretMap standing) {
    console.redactor().learn(standing);
    try (SyncSession undoing = SyncSession.begin(console, session, writing)) {
      PastRun past =
          RunHistory.of(session).told(session.renamedSecrets()::in).choose(Optional.of(run));
      SiteBase base = session.base(session.ruleFiles());
      UndoPlan reversal = UndoPlan.of(past, Selection.everything(), base.baseline());
      PlanInputs inputs = undoing.inputs(reversal.files(), standing);
      // What the site made of the write a moment ago is no edit of anybody.
      PlanOptions options = reversal.options(true, true);
      PlanResult planned = reversal.explain(undoing.planUndo(inputs, reversal.left(), options));
      SyncReport report = undoing.write(inputs, planned, true, "undo " + run, common.jobs());
      new BaseUpdate(inputs, base, Selection.everything(), console.clock().instant())
          .undone(report);
      return reversal.withheld().isEmpty()
          && report.outcomes().stream()
              .allMatch(outcome -> outcome.status() == Outcome.Status.APPLIED);
    }
  }
}
