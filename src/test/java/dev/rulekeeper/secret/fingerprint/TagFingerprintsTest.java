package dev.rulekeeper.secret.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretValue;
import dev.rulekeeper.secret.known.Rendering;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TagFingerprintsTest {
  private static final RuleId ID = RuleId.of("019ab7c0-1111-7222-8333-444455556666");
  private static final RuleId OTHER = RuleId.of("019ab7c0-1111-7222-8333-444455556667");
  private static final Rule RULE = rule(ID, "Bearer <<secret:bot>>", "<<secret:bot>>");
  private final TagFingerprints first = with("key", "EXAMPLE-one");

  @Test
  void a_rule_that_was_sent_is_current_until_a_value_changes() {
    SortedMap<String, String> sent = first.sent(RULE);
    assertThat(first.current(RULE, sent)).isTrue();
    assertThat(with("key", "EXAMPLE-two").current(RULE, sent)).isFalse();
    assertThat(with("other key", "EXAMPLE-one").current(RULE, sent)).isFalse();
  }

  @Test
  void nothing_is_current_of_which_nothing_is_known() {
    assertThat(first.current(RULE, new TreeMap<>())).isFalse();
    assertThat(first.current(rule(ID, "plain", "text"), new TreeMap<>())).isTrue();
  }

  @Test
  void equal_values_of_two_rules_do_not_look_equal() {
    assertThat(first.sent(RULE).values())
        .doesNotContainAnyElementsOf(first.sent(rule(OTHER, "<<secret:bot>>", "")).values());
  }

  @Test
  void a_rule_that_reads_in_clear_as_it_renders_is_known() {
    Rule clear = rule(ID, "Bearer EXAMPLE-one", "EXAMPLE-one");
    assertThat(first.seen(RULE, clear, new TreeMap<>())).isEqualTo(first.sent(RULE));
  }

  @Test
  void a_value_that_is_older_at_one_place_is_not_known() {
    Rule clear = rule(ID, "Bearer EXAMPLE-one", "EXAMPLE-older");
    assertThat(first.seen(RULE, clear, first.sent(RULE))).isEmpty();
  }

  @Test
  void a_hidden_value_keeps_what_was_known_of_it() {
    Rule masked = rule(ID, "***", "EXAMPLE-one");
    SortedMap<String, String> before = with("key", "EXAMPLE-older").sent(RULE);
    assertThat(first.seen(RULE, masked, before)).isEqualTo(before);
    assertThat(first.seen(RULE, masked, new TreeMap<>())).isEmpty();
  }

  private static TagFingerprints with(String key, String value) {
    SecretMap secrets = SecretMap.of(Map.of(new SecretName("bot"), SecretValue.of(value)));
    return new TagFingerprints(
        Fingerprints.keyedBy(SecretValue.of(key)), new Rendering(secrets, Collections.emptyMap()));
  }

  private static Rule rule(RuleId id, String header, String body) {
    return new Rule(id, ExactJson.object().put("header", header).put("body", body));
  }
}
