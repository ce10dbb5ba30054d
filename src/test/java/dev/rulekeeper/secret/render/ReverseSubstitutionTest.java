package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseSubstitutionTest {
  private static final SecretName BOT = new SecretName("bot");
  private static final String TEMPLATE = "<<secret:bot>>";
  private static final Evidence NONE = Evidence.none(Map.of());
  private static final JsonPointer AT = JsonPointer.compile("/components/0/value/headers/0/value");

  @ParameterizedTest
  @ValueSource(
      strings = {"EXAMPLE-older", "p@$$w\\0rd\"q&r+s/t=u%v<<w{{x", "{{{EXAMPLE", "a b\tc", "}}{{"})
  void an_older_value_keeps_its_placeholder_whatever_it_looks_like(String older) {
    ReverseSubstitution.Result result = reverse(Map.of(BOT, "EXAMPLE-current"), older);
    assertThat(headerOf(result)).isEqualTo(TEMPLATE);
    assertThat(result.older()).containsExactly(SecretValue.of(older));
    assertThat(result.places().unset()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{token}}", "Bearer {{webhookResponse.body.token}}"})
  void a_smart_value_that_took_the_place_of_a_secret_is_an_edit(String edited) {
    ReverseSubstitution.Result result = reverse(Map.of(BOT, "EXAMPLE-current"), edited);
    assertThat(headerOf(result)).isEqualTo(edited);
    assertThat(result.older()).isEmpty();
  }

  @Test
  void what_stands_for_a_secret_without_a_value_is_told_with_its_name() {
    ReverseSubstitution.Result result = reverse(Map.of(), "EXAMPLE-live");
    assertThat(headerOf(result)).isEqualTo(TEMPLATE);
    assertThat(result.older()).isEmpty();
    assertThat(result.places().unset())
        .isEqualTo(Map.of(BOT, Set.of(SecretValue.of("EXAMPLE-live"))));
  }

  @Test
  void a_private_key_keeps_its_placeholder_in_the_middle_of_a_text() {
    String key = "-----BEGIN PRIVATE KEY-----\nEXAMPLE+0123/\n-----END PRIVATE KEY-----";
    String inGit = "with <<secret:bot>> today";
    ReverseSubstitution.Result result = reverse(Map.of(), "with " + key + " today", inGit);
    assertThat(headerOf(result)).isEqualTo(inGit);
    assertThat(result.places().unset()).isEqualTo(Map.of(BOT, Set.of(SecretValue.of(key))));
  }

  @Test
  void a_mask_tells_nothing_about_a_secret_without_a_value() {
    ReverseSubstitution.Result result = reverse(Map.of(), "***");
    assertThat(headerOf(result)).isEqualTo(TEMPLATE);
    assertThat(result.places().unset()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{{webhookData.token}}", "", "application/json"})
  void behind_a_mask_stands_what_git_has_also_where_that_is_no_secret(String inGit) {
    ReverseSubstitution.Result result = reverse(Map.of(), "***", inGit);
    assertThat(headerOf(result)).isEqualTo(inGit);
  }

  @Test
  void an_empty_value_is_no_mask_where_no_secret_belongs() {
    ReverseSubstitution.Result result = reverse(Map.of(), "", "{{webhookData.token}}");
    assertThat(headerOf(result)).isEmpty();
  }

  @Test
  void in_a_rule_that_nobody_has_seen_only_known_values_are_replaced() {
    Map<SecretName, String> values = Map.of(BOT, "EXAMPLE-current");
    assertThat(headerOf(reverse(values, "Bearer EXAMPLE-current", List.of(), NONE)))
        .isEqualTo("Bearer " + TEMPLATE);
    assertThat(headerOf(reverse(Map.of(), "<<secret:bot>>", List.of(), NONE)))
        .isEqualTo("<<open>>secret:bot>>");
    assertThat(headerOf(reverse(Map.of(), "{{x}}", List.of(), NONE))).isEqualTo("{{x}}");
  }

  @Test
  void what_may_be_an_edit_and_may_be_a_value_is_unproven_and_git_keeps_its_text() {
    String inGit = "say <<secret:bot>> now";
    ReverseSubstitution.Result result =
        reverse(Map.of(BOT, "EXAMPLE-current"), "say please EXAMPLE now", inGit);
    assertThat(headerOf(result)).isEqualTo(inGit);
    assertThat(result.isUnproven()).isTrue();
    assertThat(result.places().unproven()).containsExactly(AT);
    assertThat(result.older()).isEmpty();
    ReverseSubstitution.Result proven =
        reverse(Map.of(BOT, "EXAMPLE-current"), "say EXAMPLE now", inGit);
    assertThat(proven.isUnproven()).isFalse();
    assertThat(proven.places().proofs()).isEqualTo(Map.of(AT, Proof.ONLY_READING));
  }

  @Test
  void where_a_secret_was_lost_git_keeps_its_text_unless_a_credential_is_found_there() {
    Map<SecretName, String> values = Map.of(BOT, "EXAMPLE-current");
    String inGit = "say <<secret:bot>> now";
    ReverseSubstitution.Result lost = reverse(values, "another text", inGit);
    assertThat(headerOf(lost)).isEqualTo(inGit);
    assertThat(lost.places().unproven()).containsExactly(AT);
    SecretMap map = Secrets.map(Map.of("bot", "EXAMPLE-current"));
    ReverseSubstitution.Result found =
        new ReverseSubstitution(
                KnownValues.of(map), new Rendering(map, Map.of()), rule -> Set.of(AT))
            .apply(rule("another text"), List.of(rule(inGit)), NONE);
    assertThat(headerOf(found)).isEqualTo("another text");
    assertThat(found.isUnproven()).isFalse();
  }

  @Test
  void a_text_that_was_no_secret_is_the_one_of_the_site() {
    ReverseSubstitution.Result result = reverse(Map.of(), "another text", "a text");
    assertThat(headerOf(result)).isEqualTo("another text");
    assertThat(result.isUnproven()).isFalse();
  }

  @Test
  void in_a_rule_that_nobody_changed_any_text_in_a_hole_is_its_older_value() {
    Evidence standing = standing("say <<secret:bot>> now");
    ReverseSubstitution.Result result =
        reverse(
            Map.of(BOT, "EXAMPLE-current"),
            "say please EXAMPLE now",
            List.of(rule("say <<secret:bot>> now")),
            standing);
    assertThat(headerOf(result)).isEqualTo("say <<secret:bot>> now");
    assertThat(result.places().older())
        .isEqualTo(Map.of(BOT, Set.of(SecretValue.of("please EXAMPLE"))));
    assertThat(result.places().proofs()).isEqualTo(Map.of(AT, Proof.UNTOUCHED));
  }

  @Test
  void a_secret_that_was_renamed_since_has_the_name_that_git_has_by_now() {
    Rule renamed = rule("Bearer <<secret:bot>>");
    assertThat(
            headerOf(
                reverse(
                    Map.of(BOT, "EXAMPLE-current"),
                    "Bearer EXAMPLE",
                    List.of(rule("another text"), renamed),
                    standing("Bearer <<secret:formerly>>"))))
        .isEqualTo("Bearer <<secret:bot>>");
    assertThat(
            headerOf(
                reverse(
                    Map.of(),
                    "Bearer EXAMPLE",
                    List.of(renamed),
                    standing("Bearer <<secret:formerly>>"))))
        .isEqualTo("Bearer <<secret:formerly>>");
  }

  @Test
  void of_two_secrets_side_by_side_the_known_one_tells_the_other() {
    SecretName key = new SecretName("key");
    String inGit = "<<secret:key>><<secret:bot>>";
    Map<SecretName, String> values = Map.of(BOT, "EXAMPLE-current", key, "KEY");
    ReverseSubstitution.Result told =
        reverse(values, "KEYEXAMPLE", List.of(rule(inGit)), standing(inGit));
    assertThat(told.places().older()).isEqualTo(Map.of(BOT, Set.of(SecretValue.of("EXAMPLE"))));
    assertThat(told.places().blurred()).isEmpty();
    ReverseSubstitution.Result blurred =
        reverse(values, "OTHERVALUE", List.of(rule(inGit)), standing(inGit));
    assertThat(blurred.places().older()).isEmpty();
    assertThat(blurred.older()).contains(SecretValue.of("OTHERVALUE")).hasSizeGreaterThan(1);
    assertThat(blurred.places().proofs()).isEqualTo(Map.of(AT, Proof.UNTOUCHED));
  }

  @Test
  void the_place_of_a_mask_is_told() {
    assertThat(reverse(Map.of(), "***").places().masked()).containsExactly(AT);
    assertThat(reverse(Map.of(), "", "a text").places().masked()).isEmpty();
  }

  private static Evidence standing(String header) {
    return new Evidence(Map.of(), Optional.of(rule(header)), (tag, value) -> false, Map.of());
  }

  private static ReverseSubstitution.Result reverse(Map<SecretName, String> values, String live) {
    return reverse(values, live, TEMPLATE);
  }

  private static ReverseSubstitution.Result reverse(
      Map<SecretName, String> values, String live, String inGit) {
    return reverse(values, live, List.of(rule(inGit)), NONE);
  }

  private static ReverseSubstitution.Result reverse(
      Map<SecretName, String> values, String live, List<Rule> references, Evidence evidence) {
    Map<SecretName, SecretValue> secrets = new TreeMap<>();
    values.forEach((name, value) -> secrets.put(name, SecretValue.of(value)));
    SecretMap map = SecretMap.of(secrets);
    return new ReverseSubstitution(KnownValues.of(map), new Rendering(map, Map.of()))
        .apply(rule(live), references, evidence);
  }

  private static Rule rule(String header) {
    ObjectNode fields = Rules.hiddenHeader("X-Api-Key", header);
    return new Rule(RuleId.of(fields.path("id").asText()), fields);
  }

  private static String headerOf(ReverseSubstitution.Result result) {
    return result.rule().fields().at("/components/0/value/headers/0/value").asText();
  }
}
