package dev.rulekeeper.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBackTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final Rule BEFORE = rule("before");
  private static final Rule SENT = rule("sent");
  private static final Rule TEMPLATES = rule("sent");
  private final Deque<ApiRule> reads = new ArrayDeque<>();

  private static Rule rule(String name) {
    return new Rule(ID, ExactJson.object().put("id", ID.toString()).put("name", name));
  }

  private void reads(String name, String updated) {
    ObjectNode fields = ExactJson.object().put("name", name).put("updated", updated);
    reads.add(new ApiRule(ID, fields, ExactJson.array()));
  }

  private ReadBack.Seen await() {
    ReadBack readBack =
        new ReadBack(
            id -> Optional.of(reads.size() > 1 ? reads.remove() : reads.element()),
            new CloudId("11111111-2222-3333-4444-555555555555"),
            List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO));
    return readBack.await(ID, SENT, TEMPLATES, Optional.of(BEFORE));
  }

  /** A rule with a secret and a label, as one of the sides has it. */
  private static Rule rule(String name, JsonNode secret) {
    ObjectNode fields = rule(name).fields().deepCopy();
    fields.putArray("headers").addObject().set("value", secret);
    return new Rule(ID, fields);
  }

  /** How a write of a secret and a name reads back, where the site shows {@code mask}. */
  private ReadBack.Seen awaitMasked(JsonNode mask, String... names) {
    for (String name : names) {
      ObjectNode fields = rule(name, mask).fields().deepCopy().put("updated", "2");
      fields.remove("id");
      reads.add(new ApiRule(ID, fields, ExactJson.array()));
    }
    return new ReadBack(
            id -> Optional.of(reads.size() > 1 ? reads.remove() : reads.element()),
            new CloudId("11111111-2222-3333-4444-555555555555"),
            List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO))
        .await(
            ID,
            rule("sent", TextNode.valueOf("EXAMPLE-value")),
            rule("sent", TextNode.valueOf("<<secret:ci-bot>>")),
            Optional.of(rule("before", mask)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"***\"", "\"\"", "null"})
  void a_write_that_a_site_shows_late_and_masked_has_arrived(String mask) {
    assertThat(awaitMasked(ExactJson.read(mask), "before", "before", "sent"))
        .isEqualTo(new ReadBack.Seen(true, List.of(), "2", false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"***\"", "\"\"", "null"})
  void what_a_masked_site_did_not_keep_beside_the_mask_is_named(String mask) {
    ReadBack.Seen seen = awaitMasked(ExactJson.read(mask), "before", "other");
    assertThat(seen.arrived()).isFalse();
    assertThat(seen.dropped()).containsExactly("/name");
  }

  @Test
  void a_text_without_a_secret_that_reads_empty_was_dropped() {
    reads("", "2");
    assertThat(await().dropped()).containsExactly("/name");
  }

  @Test
  void a_write_that_shows_at_once_has_arrived_and_its_time_is_known() {
    reads("sent", "2");
    assertThat(await()).isEqualTo(new ReadBack.Seen(true, List.of(), "2", false));
  }

  @Test
  void a_stale_read_is_waited_out() {
    reads("before", "2");
    reads("before", "2");
    reads("sent", "2");
    assertThat(await()).isEqualTo(new ReadBack.Seen(true, List.of(), "2", false));
  }

  @Test
  void a_time_that_moved_once_more_is_that_of_somebody_elses_write_which_may_not_show_yet() {
    reads("before", "2");
    reads("sent", "3");
    assertThat(await()).isEqualTo(new ReadBack.Seen(true, List.of(), "", false));
  }

  @Test
  void a_write_that_never_shows_is_not_called_dropped() {
    reads("before", "2");
    ReadBack.Seen seen = await();
    assertThat(seen.arrived()).isFalse();
    assertThat(seen.dropped()).isEmpty();
  }

  @Test
  void what_is_missing_twice_in_a_row_was_dropped() {
    reads("other", "2");
    ReadBack.Seen seen = await();
    assertThat(seen.arrived()).isFalse();
    assertThat(seen.dropped()).containsExactly("/name");
  }
}
