package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.sync.Outcome.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunEndingTest {
  private final List<Outcome> outcomes = new ArrayList<>();

  @Test
  void a_run_without_changes_is_done() {
    assertThat(ending(false)).isEqualTo(RunEnding.DONE);
  }

  @Test
  void written_rules_and_drift_that_is_left_alone_are_done() {
    ended(ChangeKind.UPDATE, Status.APPLIED);
    ended(ChangeKind.DRIFT, Status.SKIPPED);
    assertThat(ending(false)).isEqualTo(RunEnding.DONE);
  }

  @Test
  void a_run_in_which_every_rule_failed_has_failed() {
    ended(ChangeKind.UPDATE, Status.FAILED);
    ended(ChangeKind.UPDATE, Status.NOT_ATTEMPTED);
    assertThat(ending(false)).isEqualTo(RunEnding.FAILED);
  }

  @Test
  void a_failure_beside_a_written_rule_is_partly_applied() {
    ended(ChangeKind.UPDATE, Status.APPLIED);
    ended(ChangeKind.ROTATE, Status.FAILED);
    assertThat(ending(false)).isEqualTo(RunEnding.PARTLY);
  }

  @Test
  void a_rule_that_changed_since_the_plan_is_partly_applied_even_alone() {
    ended(ChangeKind.UPDATE, Status.SKIPPED);
    assertThat(ending(false)).isEqualTo(RunEnding.PARTLY);
  }

  @Test
  void a_deletion_that_was_not_allowed_is_blocked_also_beside_written_rules() {
    ended(ChangeKind.DELETE, Status.SKIPPED);
    assertThat(ending(false)).isEqualTo(RunEnding.BLOCKED);
    ended(ChangeKind.UPDATE, Status.APPLIED);
    assertThat(ending(false)).isEqualTo(RunEnding.BLOCKED);
  }

  @Test
  void a_deletion_that_was_allowed_and_overtaken_is_partly_applied() {
    ended(ChangeKind.DELETE, Status.SKIPPED);
    assertThat(ending(true)).isEqualTo(RunEnding.PARTLY);
  }

  @Test
  void a_conflict_waits_for_a_decision_and_a_block_comes_before_it() {
    ended(ChangeKind.CONFLICT, Status.SKIPPED);
    ended(ChangeKind.UPDATE, Status.APPLIED);
    assertThat(ending(false)).isEqualTo(RunEnding.UNDECIDED);
    ended(ChangeKind.BLOCKED, Status.SKIPPED);
    assertThat(ending(false)).isEqualTo(RunEnding.BLOCKED);
    ended(ChangeKind.UPDATE, Status.FAILED);
    assertThat(ending(false)).isEqualTo(RunEnding.PARTLY);
  }

  private void ended(ChangeKind kind, Status status) {
    RuleId id = RuleId.of("019ab7c0-1111-7222-8333-44445555%04d".formatted(outcomes.size()));
    Rule rule = new Rule(id, ExactJson.object());
    Change change = Changes.of(kind, PlanEntry.of(id, "a rule"), rule, rule);
    outcomes.add(new Outcome(change, status, Optional.empty(), List.of(), Optional.empty()));
  }

  private RunEnding ending(boolean prune) {
    Plan plan =
        new Plan(
            new SiteName("acme"), outcomes.stream().map(Outcome::change).toList(), 0, List.of());
    return RunEnding.of(new SyncReport("run", plan, outcomes), prune);
  }
}
