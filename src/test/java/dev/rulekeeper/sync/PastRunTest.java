package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastRunTest {
  private static final String FIRST = "019ab7c0-1111-7222-8333-444455556666";
  private static final String SECOND = "019ab7c0-1111-7222-8333-444455556667";
  private static final List<String> JOURNAL =
      List.of(
          "{\"at\":\"2026-01-02T03:04:05Z\",\"event\":\"begin\",\"command\":\"sync\",\"site\":\"acme\",\"plan\":\"0\",\"changes\":2}",
          "{\"at\":\"2026-01-02T03:04:06Z\",\"event\":\"attempt\",\"rule\":\"%s\",\"kind\":\"update\",\"name\":\"One\",\"file\":\"rules/one.yaml\",\"before\":{\"id\":\"x\",\"name\":\"Old\"},\"after\":{\"id\":\"x\",\"name\":\"One\"}}"
              .formatted(FIRST),
          "{\"at\":\"2026-01-02T03:04:06Z\",\"event\":\"attempt\",\"rule\":\"%s\",\"kind\":\"create\",\"name\":\"Two\",\"after\":{\"id\":\"x\",\"name\":\"Two\"}}"
              .formatted(SECOND),
          "{\"at\":\"2026-01-02T03:04:07Z\",\"event\":\"ended\",\"rule\":\"%s\",\"status\":\"applied\"}"
              .formatted(FIRST),
          "{\"at\":\"2026-01-02T03:04:07Z\",\"event\":\"ended\",\"rule\":\"%s\",\"status\":\"skipped\"}"
              .formatted(SECOND),
          "{\"at\":\"2026-01-02T03:04:08Z\",\"event\":\"end\",\"applied\":1}");

  @Test
  void a_journal_tells_when_what_and_how_it_ended() {
    PastRun run = PastRun.read("r", JOURNAL);
    assertThat(run.at()).isEqualTo(Instant.parse("2026-01-02T03:04:05Z"));
    assertThat(run.command()).isEqualTo("sync");
    assertThat(run.site()).isEqualTo("acme");
    assertThat(run.changes()).isEqualTo(2);
    assertThat(run.ended()).isTrue();
    assertThat(run.count("applied")).isEqualTo(1);
    assertThat(run.open()).isZero();
    PastRun.Attempt first = run.attempts().get(0);
    assertThat(first.before().orElseThrow().name()).isEqualTo("Old");
    assertThat(first.after().orElseThrow().name()).isEqualTo("One");
    assertThat(first.mayHaveWritten()).isTrue();
    assertThat(run.attempts().get(1).before()).isEmpty();
    assertThat(run.attempts().get(1).mayHaveWritten()).isFalse();
  }

  @Test
  void a_journal_that_ends_anywhere_can_be_read() {
    String whole = String.join("\n", JOURNAL);
    for (int length = 0; length < whole.length(); length++) {
      PastRun run = PastRun.read("r", whole.substring(0, length).lines().toList());
      assertThat(run.ended()).isFalse();
      assertThat(run.attempts()).hasSizeLessThanOrEqualTo(2);
    }
  }

  @Test
  void its_outline_is_the_same_run_without_attempts() {
    PastRun run = PastRun.read("r", JOURNAL);
    PastRun outline = PastRun.outline("r", JOURNAL);
    assertThat(outline)
        .isEqualTo(
            new PastRun(
                "r", run.at(), run.command(), run.site(), run.changes(), List.of(), run.ended()));
    assertThat(PastRun.triedAny(JOURNAL)).isTrue();
    assertThat(PastRun.triedAny(List.of(JOURNAL.get(0), JOURNAL.get(5)))).isFalse();
    assertThat(PastRun.outline("r", JOURNAL.subList(0, 5)).ended()).isFalse();
  }

  @Test
  void what_a_command_is_called_makes_no_line_one_of_a_rule() {
    List<String> lines =
        List.of(
            JOURNAL.get(0).replace("\"sync\"", "\"undo {\\\"event\\\":\\\"attempt\\\"}\""),
            JOURNAL.get(5));
    assertThat(PastRun.outline("r", lines).site()).isEqualTo("acme");
    assertThat(PastRun.triedAny(lines)).isFalse();
  }

  @Test
  void an_attempt_whose_end_is_not_known_may_have_written() {
    List<String> cut = new ArrayList<>(JOURNAL.subList(0, 3));
    PastRun run = PastRun.read("r", cut);
    assertThat(run.open()).isEqualTo(2);
    assertThat(run.attempts()).hasSize(2).allMatch(PastRun.Attempt::mayHaveWritten);
  }
}
