package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Rules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
             "customBody": "{\\"t\\": \\"<<secret:c>>\\", \\"u\\": \\"<<secret:a>><<secret:c>>\\"}"}\
            """);
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
        "jira.issue.edit | {\"operations\": [{\"fieldId\": \"summary\", \"value\":"
            + " \"<<secret:a>>\"}]} | field summary | field",
        "jira.issue.create | {\"advancedFields\": \"<<secret:a>>\"} | field advanced fields |"
            + " field",
        "jira.set.entity.property | {\"propertyKey\": \"k\", \"value\": \"<<secret:a>>\"} | field k"
            + " | field"
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
  void the_token_of_an_incoming_webhook_is_sent_nowhere() {
    var rule = Rules.empty();
    rule.withObject("/trigger")
        .put("type", "jira.incoming.webhook")
        .putObject("value")
        .put("webhookToken", "<<secret:a>>");
    assertThat(uses(rule)).containsExactly("a | webhook token |  |");
  }

  @Test
  void the_key_of_such_a_token_exempts_nothing_else() {
    var trigger = Rules.empty();
    trigger.withObject("/trigger/value").put("webhookToken", "<<secret:a>>");
    assertThat(uses(trigger)).containsExactly("a | webhook token | ? |");
    var nested = Rules.empty();
    nested.withObject("/trigger").put("type", "jira.incoming.webhook");
    nested.withObject("/trigger/value/more").put("webhookToken", "<<secret:a>>");
    assertThat(uses(nested)).containsExactly("a | webhook token | ? |");
    assertThat(uses(Rules.action("jira.issue.comment", "{\"webhookToken\": \"<<secret:a>>\"}")))
        .containsExactly("a | comment webhook token |  | comment");
    String address = "{\"webhookUrl\": \"https://api.example.com/<<secret:a>>\"}";
    assertThat(uses(Rules.action("codebarrel.action.log", address)))
        .containsExactly("a | log webhook url |  | log");
    assertThat(uses(Rules.action("com.acme.app:send", address)))
        .containsExactly("a | webhook url | ? |");
  }

  @ParameterizedTest
  @CsvSource({
    "ACTION, jira.create.variable.elsewhere",
    "ACTION, com.acme.variable",
    "ACTION, com.acme.lookup",
    "ACTION, com.acme.comment",
    "ACTION, com.acme.action.log",
    "ACTION, slack.send",
    "ACTION, jira.something.new",
    "ACTION, JIRA.ISSUE.COMMENT",
    "ACTION, com.acme.outgoing.webhook",
    "ACTION, jira.jql.condition",
    "CONDITION, com.acme.condition",
    "CONDITION, jira.issue.comment",
    "CONDITION_BLOCK, com.acme.block",
    "BRANCH, com.acme.branch-over-smart-values",
    "TRIGGER, com.acme.trigger",
    "ORCHESTRATION, automation.orchestration.fragment"
  })
  void only_the_exact_name_of_a_type_makes_it_known(String component, String type) {
    var rule =
        Rules.action(type, "{\"url\": \"https://api.example.com/\", \"x\": \"<<secret:a>>\"}");
    ((ObjectNode) rule.at("/components/0")).put("component", component);
    assertThat(uses(rule)).containsExactly("a | x | ? |");
  }

  @Test
  void what_a_web_request_does_with_other_settings_nobody_knows() {
    assertThat(
            uses(
                Rules.action(
                    "jira.issue.outgoing.webhook",
                    "{\"url\": \"https://api.example.com/\", \"proxy\": \"<<secret:a>>\"}")))
        .containsExactly("a | proxy | ? |");
  }

  @ParameterizedTest
  @CsvSource({
    "URL, https://evil.example/, ?",
    "proxyUrl, //evil.example, ?",
    "proxyHost, evil.example, ?",
    "onError, '{{issue.summary}}', ?",
    "contentType, application/json, api.example.com",
    "authType, NONE, api.example.com",
    "errorHandling, continue on error, api.example.com"
  })
  void a_setting_of_a_request_that_could_be_a_second_address_makes_its_host_unknown(
      String setting, String text, String host) {
    var rule = Rules.request("https://api.example.com/", "<<secret:a>>");
    ((ObjectNode) rule.at("/components/0/value")).put(setting, text);
    assertThat(uses(rule)).containsExactly("a | body | " + host + " |");
  }

  @ParameterizedTest
  @CsvSource({
    "Host, evil.example, ?",
    "' HOST ', evil.example, ?",
    ":authority, evil.example, ?",
    "'{{issue.summary}}', evil.example, ?",
    "<<var:name>>, evil.example, ?",
    "X-Build, '1\r\nHost: evil.example', ?",
    "X-Build, '1\nHost: evil.example', ?",
    "X-Host, evil.example, api.example.com",
    "X-Build, '{{issue.key}}\n', api.example.com"
  })
  void a_header_that_could_route_a_request_to_another_customer_makes_its_host_unknown(
      String name, String value, String host) {
    var rule = Rules.header(name, value);
    ((ObjectNode) rule.at("/components/0/value")).put("customBody", "<<secret:a>>");
    assertThat(uses(rule)).containsExactly("a | body | " + host + " |");
  }

  @Test
  void a_connection_may_lead_an_edit_to_another_site() {
    var rule = Rules.action("confluence.create-page.action", "{\"body\": \"<<secret:a>>\"}");
    ((ObjectNode) rule.at("/components/0")).put("connectionId", "c-1");
    assertThat(uses(rule)).containsExactly("a | field body | ? | field");
  }

  @Test
  void a_text_with_all_smart_values_has_the_answer_of_a_host_too() {
    var rule = Rules.hiddenHeader("Authorization", "<<secret:a>>");
    append(rule, Rules.comment("{{debug}}"));
    assertThat(uses(rule)).contains("a | header Authorization |  | response");
  }

  @Test
  void a_blank_in_a_name_hides_no_reader() {
    var rule = Rules.variable("token", "<<secret:a>>");
    append(rule, Rules.comment("{{to ken}}"));
    assertThat(uses(rule)).contains("a | variable token |  | comment");
  }

  @Test
  void the_answer_of_a_host_may_hold_what_it_was_sent() {
    var rule = Rules.hiddenHeader("Authorization", "<<secret:a>>");
    append(rule, Rules.log("{{webResponse.status}}"));
    assertThat(uses(rule)).containsExactly("a | header Authorization | api.example.com |");
    append(rule, Rules.comment("{{webResponse.body}}"));
    assertThat(uses(rule))
        .containsExactly(
            "a | header Authorization | api.example.com |",
            "a | header Authorization |  | response");
    ((ObjectNode) rule.at("/components/0/value")).put("responseEnabled", false);
    assertThat(uses(rule)).containsExactly("a | header Authorization | api.example.com |");
  }

  @Test
  void an_action_that_nobody_knows_may_send_anywhere() {
    assertThat(uses(Rules.action("com.acme.app:send", "{\"text\": \"<<secret:a>>\"}")))
        .containsExactly("a | text | ? |");
  }

  @Test
  void a_variable_carries_its_text_to_whatever_reads_it() {
    var rule = Rules.variable("apiToken", "Bearer <<secret:a>>");
    // Where nothing is seen to read it, something may that is not seen.
    assertThat(uses(rule)).containsExactly("a | variable apiToken | ? |");

    append(rule, Rules.variable("header", "{{apiToken}}"));
    append(rule, Rules.header("Authorization", "{{header.trim()}}"));
    append(rule, Rules.log("used {{apiToken.length}}"));
    append(rule, Rules.log("used {{apiTokens}}"));
    assertThat(uses(rule))
        .containsExactly(
            "a | variable apiToken |  | log", "a | variable apiToken | api.example.com |");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "&#123;&#123;apiToken}}",
        "&lbrace;&lbrace;apiToken&rcub;&rcub;",
        "\\u007b\\u007bapiToken}}",
        "%7B%7BapiToken%7D%7D",
        "{{_customsmartvalue_id_1783437308658}}",
        "{{#=}}1 + x{{/}}",
        "{{issue.{x}}}",
        "{{a\u200bpiToken}}",
        "{{api\nToken}}",
        "{{x"
      })
  void what_cannot_be_followed_may_read_every_variable(String text) {
    var rule = Rules.variable("apiToken", "Bearer <<secret:a>>");
    append(rule, Rules.header("Authorization", "{{apiToken}}"));
    append(rule, Rules.comment(text));
    assertThat(uses(rule))
        .contains(
            "a | variable apiToken | api.example.com |", "a | variable apiToken |  | comment");
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
