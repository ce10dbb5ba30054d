package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretUseTest {
  /** One line a use: name, field, host and publishing place. */
  private static List<String> uses(ObjectNode rule) {
    return SecretUse.in(rule).stream()
        .map(u -> (u.name() + " | " + u.field() + " | " + u.host() + " | " + u.publish()).strip())
        .toList();
  }

  @Test
  void a_web_request_sends_address_headers_and_body_to_its_host() {
    var rule =
        Rules.action(
            "jira.issue.outgoing.webhook",
            """
            {"url": "https://API.example.com/x?token=<<secret:a>>",
             "headers": [{"name": "Authorization", "headerSecure": true,
                          "value": "Basic <<#base64>>bot:<<secret:b>><</base64>>"}],
             "customBody": "{\\"t\\": \\"<<secret:c>>\\", \\"u\\": \\"<<secret:a>><<secret:c>>\\"}"}""");
    assertThat(uses(rule))
        .containsExactly(
            "a | url | api.example.com |",
            "b | header Authorization | api.example.com |",
            "c | body | api.example.com |",
            "a | body | api.example.com |");
  }

  @Test
  void a_smart_value_or_a_variable_in_the_host_makes_it_unknown() {
    assertThat(uses(Rules.request("https://{{host}}/", "<<secret:a>>")))
        .containsExactly("a | body | ? |");
    assertThat(uses(Rules.request("<<var:base>>/", "<<secret:a>>")))
        .containsExactly("a | body | ? |");
  }

  @Test
  void an_address_that_is_a_secret_itself_has_an_unknown_host() {
    assertThat(uses(Rules.action("slack.notification", "{\"webhookUrl\": \"<<secret:a>>\"}")))
        .containsExactly("a | webhook url | ? |");
  }

  @Test
  void a_chat_message_goes_to_the_webhook_and_is_published() {
    var rule =
        Rules.action(
            "msteams.notification",
            "{\"webhookUrl\": \"https://acme.webhook.office.com/webhookb2/<<secret:a>>\","
                + " \"title\": \"<<secret:b>>\"}");
    assertThat(uses(rule))
        .containsExactly(
            "a | webhook url | acme.webhook.office.com |",
            "b | message title | acme.webhook.office.com | message");
  }

  @Test
  void the_body_of_a_request_to_a_chat_is_a_message_too() {
    String own = "https://hooks.slack.com/services/<<secret:a>>";
    assertThat(uses(Rules.request(own, "{\"text\": \"<<secret:a>>\"}")))
        .containsExactly("a | url | hooks.slack.com |", "a | body | hooks.slack.com | message");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "jira.issue.comment | {\"comment\": \"<<secret:a>>\"} | comment | comment",
        "jira.issue.outgoing.email | {\"body\": \"<<secret:a>>\"} | email body | email",
        "codebarrel.action.log | \"<<secret:a>>\" | log | log",
        "jira.issue.edit | {\"operations\": [{\"fieldId\": \"summary\", \"value\": \"<<secret:a>>\"}]} | field summary | field",
        "jira.issue.create | {\"advancedFields\": \"<<secret:a>>\"} | field advanced fields | field",
        "jira.set.entity.property | {\"propertyKey\": \"k\", \"value\": \"<<secret:a>>\"} | field k | field"
      })
  void a_publishing_place_is_named(String type, String value, String field, String kind) {
    assertThat(uses(Rules.action(type, value))).containsExactly("a | " + field + " |  | " + kind);
  }

  @Test
  void name_description_and_labels_are_publishing_places() {
    var rule = Rules.empty();
    rule.put("name", "<<secret:a>>").put("description", "<<secret:b>>");
    rule.putArray("labels").add("<<secret:c>>");
    assertThat(uses(rule))
        .containsExactlyInAnyOrder(
            "a | name |  | name", "b | description |  | description", "c | label |  | label");
  }

  @Test
  void a_trigger_sends_nothing() {
    var rule = Rules.empty();
    rule.withObject("/trigger/value").put("webhookToken", "<<secret:a>>");
    assertThat(uses(rule)).containsExactly("a | webhook token |  |");
  }

  @Test
  void an_action_that_nobody_knows_may_send_anywhere() {
    assertThat(uses(Rules.action("com.acme.app:send", "{\"text\": \"<<secret:a>>\"}")))
        .containsExactly("a | text | ? |");
  }

  @Test
  void a_variable_carries_its_text_to_whatever_reads_it() {
    var rule = Rules.variable("apiToken", "Bearer <<secret:a>>");
    assertThat(uses(rule)).containsExactly("a | variable apiToken |  |");

    append(rule, Rules.variable("header", "{{apiToken}}"));
    append(rule, Rules.header("Authorization", "{{header.trim()}}"));
    append(rule, Rules.log("used {{apiToken.length}}"));
    append(rule, Rules.log("used {{apiTokens}}"));
    assertThat(uses(rule))
        .containsExactly(
            "a | variable apiToken |  | log", "a | variable apiToken | api.example.com |");
  }

  private static void append(ObjectNode rule, ObjectNode other) {
    rule.withArray("components").add(other.at("/components/0"));
  }

  @Test
  void nested_components_are_seen() {
    var rule = Rules.empty();
    ObjectNode branch = rule.withArray("components").addObject();
    branch.put("component", "BRANCH").put("type", "jira.issue.related");
    branch.putArray("children").add(Rules.request(Rules.URL, "<<secret:a>>").at("/components/0"));
    assertThat(uses(rule)).containsExactly("a | body | api.example.com |");
  }

  @Test
  void what_is_escaped_is_no_placeholder() {
    assertThat(uses(Rules.body("<<open>>secret:a>>"))).isEmpty();
  }
}
