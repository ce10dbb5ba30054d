package dev.rulekeeper.workflow;

import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.PastRun;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Puts back what a rotation wrote that did not end well. */
final class RotationUndo {
  private final Environment environment;
  private final Session session;
  private final RunOptions options;

  RotationUndo(Session session, RunOptions options) {
    this.environment = session.environment();
    this.session = session;
    this.options = options;
  }

  /**
   * Puts the rules that {@code run} wrote back as they were before it; gives those that are not.
   *
   * @param overwritten the values that stood in them
   */
  Set<RuleId> putBack(String run, OverwrittenValues overwritten) {
    Set<RuleId> left = new TreeSet<>(overwritten.unknown());
    for (OverwrittenValues.Alike alike : overwritten.alike()) {
      environment.redactor().learn(alike.values());
      left.addAll(putBack(run, alike));
    }
    return left;
  }

  private Set<RuleId> putBack(String run, OverwrittenValues.Alike alike) {
    Set<RuleId> left = new TreeSet<>();
    try (SyncSession undoing = SyncSession.begin(session, options)) {
      undoing.settle();
      PastRun past =
          RunHistory.of(session).told(session.renamedSecrets()::in).choose(Optional.of(run));
      SiteBase base = undoing.base(session.ruleFiles());
      UndoPlan reversal = UndoPlan.of(past, Selection.ofIds(alike.rules()), base.baseline());
      PlanInputs inputs = undoing.inputs(reversal.files(), alike.values());
      // What the site made of the write a moment ago is no edit of anybody.
      PlanOptions allowed = reversal.options(true, true);
      PlanResult planned = reversal.explain(undoing.planUndo(inputs, reversal.left(), allowed));
      SyncReport report = undoing.write(inputs, planned, true, "undo " + run);
      new BaseUpdate(inputs, base, Selection.everything(), environment.clock().instant())
          .undone(report);
      reversal.withheld().forEach(attempt -> left.add(attempt.rule()));
      report.outcomes().stream()
          .filter(outcome -> outcome.status() != Outcome.Status.APPLIED)
          .forEach(outcome -> left.add(outcome.change().id()));
      if (!left.isEmpty()) {
        environment.say(
            "Putting back: " + SyncOutput.text(report, session.repeats()).stripTrailing());
      }
    }
    return left;
  }
}
