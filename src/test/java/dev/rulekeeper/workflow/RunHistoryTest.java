package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.sync.PastRun;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which run an undo takes back, and which journals nobody believes. */
class RunHistoryTest {
  private static final PastRun FIRST = run("r1", 1, true, 1);
  private static final PastRun LAST = run("r2", 2, true, 1);
  private static final PastRun IDLE = run("r3", 3, true, 0);

  @Test
  void without_a_name_it_is_the_last_run_that_tried_a_change() {
    RunHistory history = history(List.of(LAST, IDLE, FIRST));
    assertThat(history.choose(Optional.empty())).isEqualTo(LAST);
    assertThat(history.choose(Optional.of("r1"))).isEqualTo(FIRST);
    assertThat(history.choose(Optional.of("r3"))).as("named, it is taken").isEqualTo(IDLE);
  }

  @Test
  void a_run_that_is_not_there_is_told() {
    assertThatThrownBy(() -> history(List.of(FIRST)).choose(Optional.of("r9")))
        .hasMessage("there is no journal of a run 'r9' for this site");
    assertThatThrownBy(() -> history(List.of(IDLE)).choose(Optional.empty()))
        .hasMessage("there is no journal of a run that changed this site");
  }

  @Test
  void a_journal_that_a_commit_brought_is_undone_by_nobody() {
    RunHistory history = new RunHistory(List.of(FIRST), Set.of(), Set.of("r2"), Set.of());
    assertThatThrownBy(() -> history.choose(Optional.empty()))
        .as("it may be later than the last one")
        .isInstanceOfSatisfying(
            WorkflowException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(WorkflowException.Kind.BLOCKED))
        .hasMessageContaining("Git tracks the journal of the run r2");
    assertThatThrownBy(() -> history.choose(Optional.of("r2")))
        .hasMessageContaining("whoever may commit could have written it");
    assertThat(history.choose(Optional.of("r1")))
        .as("named, another one is taken")
        .isEqualTo(FIRST);
  }

  @Test
  void nor_is_one_of_the_remote_that_the_key_of_the_state_did_not_sign() {
    RunHistory history = new RunHistory(List.of(FIRST), Set.of(), Set.of(), Set.of("r4", "r5"));
    assertThatThrownBy(() -> history.choose(Optional.empty()))
        .hasMessageContaining("the journal of the run r5 on the remote was not signed");
    assertThat(history.choose(Optional.of("r1"))).isEqualTo(FIRST);
    assertThat(history.disbelieved())
        .hasValueSatisfying(note -> assertThat(note).contains("2 journals", "left out: r4, r5"));
    assertThat(history(List.of(FIRST)).disbelieved()).isEmpty();
  }

  @Test
  void a_last_run_that_did_not_end_is_at_work_or_was_interrupted() {
    PastRun cut = run("r4", 4, false, 1);
    assertThat(history(List.of(FIRST)).unfinished()).isEmpty();
    assertThat(history(List.of()).unfinished()).isEmpty();
    assertThat(history(List.of(cut, FIRST)).unfinished())
        .hasValue("Note: run r4 was interrupted; sync again completes it.");
    RunHistory working = new RunHistory(List.of(cut), Set.of("r4"), Set.of(), Set.of());
    assertThat(working.unfinished())
        .hasValueSatisfying(
            note -> assertThat(note).contains("run r4 is at work on this site now"));
    assertThat(working.state(cut)).isEqualTo("at work, 1 open");
    assertThat(history(List.of(cut)).state(cut)).isEqualTo("interrupted, 1 open");
    assertThat(working.state(FIRST)).isEqualTo("yes");
  }

  @Test
  void an_older_run_that_was_interrupted_is_settled_by_the_one_after_it() {
    assertThat(history(List.of(run("r0", 0, false, 1), LAST)).unfinished()).isEmpty();
  }

  private static RunHistory history(List<PastRun> runs) {
    return new RunHistory(runs, Set.of(), Set.of(), Set.of());
  }

  private static PastRun run(String name, int second, boolean ended, int attempts) {
    PastRun.Attempt attempt =
        new PastRun.Attempt(
            RuleId.of(WorkRepository.ID),
            "update",
            "Tell",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            ended ? Optional.of("applied") : Optional.empty());
    return new PastRun(
        name,
        Instant.ofEpochSecond(second),
        "sync",
        "acme",
        attempts,
        attempts == 0 ? List.of() : List.of(attempt),
        ended);
  }
}
