package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import org.junit.jupiter.api.Test;

/** What a fired rule sends in the place of smart values. */
class SmartValuesTest {
  private static final JsonNode RULE =
      ExactJson.read(
          """
          {"components": [
            {"type": "jira.create.variable", "value": {
              "name": {"type": "FREE", "value": "greeting"},
              "query": {"type": "SMART", "value": "Hello {{issue.key}}"}}},
            {"type": "jira.create.variable", "value": {
              "name": {"type": "FREE", "value": "loop"},
              "query": {"type": "SMART", "value": "{{loop}}!"}}}]}
          """);
  private final SmartValues values = SmartValues.of(RULE);

  @Test
  void what_the_site_knows_has_a_sample_and_the_rest_a_word() {
    assertThat(values.fill("{{issue.key}}: {{ issue.status.name }} by {{actor.displayName}}"))
        .isEqualTo("DEMO-1: Done by sample");
  }

  @Test
  void a_variable_of_the_rule_has_its_value_filled_in_turn() {
    assertThat(values.fill("{{greeting}}")).isEqualTo("Hello DEMO-1");
  }

  @Test
  void a_variable_of_itself_comes_to_an_end() {
    assertThat(values.fill("{{loop}}")).isEqualTo("{{loop}}!!!");
  }

  @Test
  void signs_that_mean_something_to_a_replacement_stay_as_they_are() {
    JsonNode rule =
        ExactJson.read(
            """
            {"components": [{"type": "jira.create.variable", "value": {
              "name": {"value": "price"}, "query": {"value": "$1 \\\\ 2"}}}]}
            """);
    assertThat(SmartValues.of(rule).fill("{{price}}")).isEqualTo("$1 \\ 2");
  }
}
