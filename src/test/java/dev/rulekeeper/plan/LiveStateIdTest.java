package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.fingerprint.Fingerprints;
import org.junit.jupiter.api.Test;

class LiveStateIdTest {
  private static final Fingerprints KEYED = Fingerprints.keyedBy(SecretValue.of("EXAMPLE-key"));
  private static final Rule RULE = PlanSamples.rule(1, "Tell", "Bearer EXAMPLE-in-clear");
  private static final String THEN = "1764424980.174";

  @Test
  void a_rule_that_was_read_is_the_same_only_with_its_content_and_its_time() {
    String state = LiveStateId.read(KEYED, RULE, THEN);
    assertThat(LiveStateId.is(state, KEYED, RULE, THEN)).isTrue();
    assertThat(LiveStateId.is(state, KEYED, RULE, "1764424981.174")).isFalse();
    Rule edited = PlanSamples.rule(1, "Tell", "Bearer EXAMPLE-another");
    assertThat(LiveStateId.is(state, KEYED, edited, THEN)).isFalse();
  }

  @Test
  void a_rule_that_was_not_read_is_the_same_as_long_as_its_time_is() {
    String state = LiveStateId.unread(THEN);
    assertThat(LiveStateId.is(state, KEYED, RULE, THEN)).isTrue();
    assertThat(LiveStateId.is(state, KEYED, RULE, "1764424981.174")).isFalse();
  }

  @Test
  void the_state_shows_nothing_of_the_rule_and_fits_no_other_key() {
    String state = LiveStateId.read(KEYED, RULE, THEN);
    assertThat(state).matches("[0-9a-f]{64}");
    Fingerprints other = Fingerprints.keyedBy(SecretValue.of("EXAMPLE-other-key"));
    assertThat(LiveStateId.is(state, other, RULE, THEN)).isFalse();
  }
}
