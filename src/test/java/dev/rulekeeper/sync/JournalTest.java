package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.atlassian.Retry;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.map.SecretMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final String LONG = "EXAMPLE-value-0001";
  private static final String SHORT = "plain";
  @TempDir private Path folder;

  @Test
  void a_short_value_that_is_an_ordinary_word_leaves_the_rule_as_it_was() throws IOException {
    Rule before = rule("https://plain.example.com/?key=<<secret:short>>");
    PastRun.Attempt attempt = written(before, rule("https://plain.example.com/in"));
    assertThat(attempt.before()).contains(before);
    assertThat(attempt.withheld()).isFalse();
  }

  @Test
  void a_rule_with_a_value_in_clear_is_withheld_instead_of_told_with_a_hole() throws IOException {
    Rule after = rule("<<secret:long>>");
    PastRun.Attempt attempt = written(rule("pasted " + LONG), after);
    assertThat(attempt.withheld()).isTrue();
    assertThat(attempt.before()).isEmpty();
    assertThat(attempt.after()).contains(after);
    assertThat(Files.readString(folder.resolve("r.jsonl"))).doesNotContain(LONG);
  }

  @Test
  void what_the_site_says_of_a_failure_is_told_without_values() throws IOException {
    try (Journal journal = Journal.open(folder, "r", Clock.systemUTC(), redactor())) {
      journal.ended(
          Outcome.of(
              change(rule("a"), rule("b")), Outcome.Status.FAILED, "no " + SHORT + " " + LONG));
    }
    assertThat(Files.readString(folder.resolve("r.jsonl")))
        .contains("\"status\":\"failed\",\"detail\":\"no ")
        .doesNotContain(SHORT)
        .doesNotContain(LONG);
  }

  @Test
  void a_run_is_at_work_as_long_as_its_journal_is_open() {
    Path file = folder.resolve("r.jsonl");
    assertThat(Journal.isAtWork(file)).as("there is none").isFalse();
    try (Journal journal = Journal.open(folder, "r", Clock.systemUTC(), redactor())) {
      assertThat(journal.run()).isEqualTo("r");
      assertThat(Journal.isAtWork(file)).isTrue();
    }
    assertThat(Journal.isAtWork(file)).isFalse();
  }

  @Test
  void a_run_has_a_journal_of_its_own() {
    Journal.open(folder, "r", Clock.systemUTC(), redactor()).close();
    assertThatThrownBy(() -> Journal.open(folder, "r", Clock.systemUTC(), redactor()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot write the journal");
  }

  @Test
  void a_request_that_is_repeated_is_a_line_without_values() throws IOException {
    Clock clock = Clock.fixed(Instant.parse("2026-11-30T06:00:00Z"), ZoneOffset.UTC);
    try (Journal journal = Journal.open(folder, "r", clock, redactor())) {
      journal.repeating(
          new Retry("PUT", "/rule/" + ID, "HTTP 503 " + LONG, 2, Duration.ofMillis(1500)));
      journal.repeating(new Retry("GET", "/rule/summary", "HTTP 429", 3, Duration.ZERO));
    }
    List<String> lines = Files.readAllLines(folder.resolve("r.jsonl"));
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith(
            "{\"at\":\"2026-11-30T06:00:00Z\",\"event\":\"repeat\",\"method\":\"PUT\",\"path\":\"/rule/"
                + ID
                + "\",\"rule\":\""
                + ID
                + "\",\"cause\":\"HTTP 503 ")
        .endsWith("\"attempt\":2,\"waitedMillis\":1500}")
        .doesNotContain(LONG);
    assertThat(lines.get(1)).doesNotContain("\"rule\"");
  }

  private PastRun.Attempt written(Rule before, Rule after) throws IOException {
    try (Journal journal = Journal.open(folder, "r", Clock.systemUTC(), redactor())) {
      journal.attempt(change(before, after));
    }
    return PastRun.read("r", Files.readAllLines(folder.resolve("r.jsonl"))).attempts().get(0);
  }

  private static Redactor redactor() {
    Redactor redactor = new Redactor();
    redactor.learn(
        SecretMap.of(
            Map.of(
                new SecretName("long"), SecretValue.of(LONG),
                new SecretName("short"), SecretValue.of(SHORT))));
    return redactor;
  }

  private static Change.Write change(Rule before, Rule after) {
    return Changes.write(ChangeKind.UPDATE, PlanEntry.of(ID, "Rule"), before, after);
  }

  private static Rule rule(String text) {
    ObjectNode fields = ExactJson.object().put("id", ID.toString()).put("description", text);
    return new Rule(ID, fields);
  }
}
