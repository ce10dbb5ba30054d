package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleWalkTest {
  private static final String VALUE = "/components/0/value";

  private static Place place(ObjectNode rule, String pointer) {
    return RuleWalk.places(rule).stream()
        .filter(place -> place.pointer().toString().equals(pointer))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode header(String header) {
    return Rules.action(
        "jira.issue.outgoing.webhook",
        "{\"url\": \"https://a.example/\", \"headers\": [" + header + "]}");
  }

  @ParameterizedTest
  @CsvSource({
    "{{key}}, key",
    "' {{webhookData.api-key}} ', api-key",
    "{{a.b_c}}, b_c",
    "{{}}, second",
    "{{a.}}, second",
    "{{a b}}, second",
    "{{a}}{{b}}, second",
    "{{a, second",
    "a}}, second",
    "say {{a}}, second",
    "EXAMPLE, second"
  })
  void a_text_that_a_condition_compares_is_called_after_the_smart_value(
      String first, String label) {
    ObjectNode rule = Rules.action("jira.comparator.condition", "{\"second\": \"EXAMPLE\"}");
    ((ObjectNode) rule.at(VALUE)).put("first", first);
    assertThat(place(rule, VALUE + "/second").label()).isEqualTo(label);
    assertThat(place(rule, VALUE + "/second").isCompared()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"true, HIDDEN_HEADER", "false, HEADER", "'\"true\"', HEADER", "null, HEADER"})
  void a_header_is_hidden_where_the_rule_says_so_and_not_in_a_text(String said, Place.Role role) {
    ObjectNode rule =
        header("{\"name\": \"X-Key\", \"value\": \"EXAMPLE\", \"headerSecure\": " + said + "}");
    Place place = place(rule, VALUE + "/headers/0/value");
    assertThat(place.role()).isEqualTo(role);
    assertThat(place.field()).isEqualTo("header X-Key");
  }

  @ParameterizedTest
  @CsvSource({"true, STRUCTURE", "false, HEADER"})
  void a_header_of_a_data_center_holds_a_text_or_the_name_of_a_stored_one(
      boolean stored, Place.Role role) {
    ObjectNode rule =
        header(
            "{\"name\": \"X-Key\", \"value\": {\"keyOrValue\": \"EXAMPLE\", \"secret\": "
                + stored
                + ", \"note\": \"why\"}}");
    Place place = place(rule, VALUE + "/headers/0/value/keyOrValue");
    assertThat(place.role()).isEqualTo(role);
    assertThat(place.label()).isEqualTo("X-Key");
    assertThat(place(rule, VALUE + "/headers/0/value/note").role()).isEqualTo(Place.Role.TEXT);
  }

  @Test
  void a_header_of_another_form_is_a_text_with_its_name() {
    ObjectNode rule = header("{\"name\": \"X-Key\", \"value\": {\"query\": \"EXAMPLE\"}}");
    Place place = place(rule, VALUE + "/headers/0/value/query");
    assertThat(place.role()).isEqualTo(Place.Role.TEXT);
    assertThat(place.label()).isEqualTo("X-Key");
  }

  @Test
  void an_address_that_the_site_stores_is_only_its_name() {
    ObjectNode rule =
        Rules.action("slack.notification", "{\"webhookUrl\": {\"key\": \"EXAMPLE-stored\"}}");
    assertThat(place(rule, VALUE + "/webhookUrl/key").role()).isEqualTo(Place.Role.STRUCTURE);
    ObjectNode more =
        Rules.action(
            "slack.notification", "{\"webhookUrl\": {\"key\": \"EXAMPLE\", \"value\": \"x\"}}");
    assertThat(place(more, VALUE + "/webhookUrl/key").role()).isEqualTo(Place.Role.TEXT);
  }
}
