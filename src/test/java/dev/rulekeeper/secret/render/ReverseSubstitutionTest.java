package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.search.KnownValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReverseSubstitutionTest {
  private static final SecretName BOT = new SecretName("bot");
  private static final String TEMPLATE = "<<secret:bot>>";

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

  private static ReverseSubstitution.Result reverse(Map<SecretName, String> values, String live) {
    return reverse(values, live, TEMPLATE);
  }

  private static ReverseSubstitution.Result reverse(
      Map<SecretName, String> values, String live, String inGit) {
    Map<SecretName, SecretValue> secrets = new TreeMap<>();
    values.forEach((name, value) -> secrets.put(name, SecretValue.of(value)));
    SecretMap map = SecretMap.of(secrets);
    return new ReverseSubstitution(KnownValues.of(map), new Rendering(map, Map.of()))
        .apply(rule(live), List.of(rule(inGit)), Evidence.none(Map.of()));
  }

  private static Rule rule(String header) {
    ObjectNode fields = Rules.hiddenHeader("X-Api-Key", header);
    return new Rule(RuleId.of(fields.path("id").asText()), fields);
  }

  private static String headerOf(ReverseSubstitution.Result result) {
    return result.rule().fields().at("/components/0/value/headers/0/value").asText();
  }
}
