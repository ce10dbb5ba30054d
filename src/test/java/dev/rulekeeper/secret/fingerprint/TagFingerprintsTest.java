package dev.rulekeeper.secret.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void what_the_site_was_given_is_told_for_one_rule_one_tag_and_one_value() {
    SortedMap<String, String> sent = first.sent(RULE);
    Tag bot = Tag.secret("bot");
    assertThat(first.given(ID, bot, "EXAMPLE-one", sent)).isTrue();
    assertThat(with("key", "EXAMPLE-two").given(ID, bot, "EXAMPLE-one", sent))
        .as("whatever the value of today is")
        .isTrue();
    assertThat(first.given(ID, bot, "EXAMPLE-two", sent)).isFalse();
    assertThat(first.given(OTHER, bot, "EXAMPLE-one", sent)).isFalse();
    assertThat(first.given(ID, Tag.secret("other"), "EXAMPLE-one", sent)).isFalse();
    assertThat(first.given(ID, bot, "EXAMPLE-one", new TreeMap<>())).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"a":1,"b":2}   | {"b":2,"a":1}   | true
          1               | 1.0             | true
          [1,2]           | [2,1]           | false
          [1,[2]]         | [[1],2]         | false
          ["a","b"]       | ["a,b"]         | false
          {"a":{"b":1}}   | {"a":1,"b":1}   | false
          "1"             | 1               | false
          null            | "null"          | false
          ["x"]           | ["y"]           | false
          """)
  void trees_that_say_the_same_have_one_fingerprint_and_no_others(
      String one, String two, boolean same) {
    Fingerprints keyed = Fingerprints.keyedBy(SecretValue.of("key"));
    assertThat(keyed.of(ExactJson.read(one)).equals(keyed.of(ExactJson.read(two)))).isEqualTo(same);
  }

  @Test
  void fingerprints_of_this_process_fit_no_other_key() {
    Fingerprints here = Fingerprints.ofThisProcess();
    assertThat(here.of(ExactJson.read("1"))).isEqualTo(here.of(ExactJson.read("1")));
    assertThat(Fingerprints.ofThisProcess().of(ExactJson.read("1")))
        .isNotEqualTo(here.of(ExactJson.read("1")));
  }

  @Test
  void a_secret_without_a_value_is_in_no_fingerprint() {
    TagFingerprints blind =
        new TagFingerprints(
            Fingerprints.keyedBy(SecretValue.of("key")),
            new Rendering(SecretMap.of(Map.of()), Collections.emptyMap()));
    assertThat(blind.sent(RULE)).isEmpty();
    assertThat(blind.current(RULE, first.sent(RULE))).isFalse();
    assertThat(blind.seen(RULE, rule(ID, "Bearer x", "x"), new TreeMap<>())).isEmpty();
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
