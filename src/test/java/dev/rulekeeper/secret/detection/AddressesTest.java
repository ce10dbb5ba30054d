package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials in addresses. */
class AddressesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "https://bot:hunter2@git.example.com/x | https://bot:<<secret:x>>@git.example.com/x",
        "https://bot%40acme.com:hunter2@git.example.com | https://bot%40acme.com:<<secret:x>>@git.example.com",
        "https://:hunter2@git.example.com/ | https://:<<secret:x>>@git.example.com/",
        "https://q7Wk2Zp9Xr4Ltv8N@git.example.com/ | https://<<secret:x>>@git.example.com/",
        "https://q7Wk2Zp9Xr4Ltv8N:@git.example.com/ | https://<<secret:x>>:@git.example.com/",
        "https://q7Wk2Zp9Xr4Ltv8N:x-oauth-basic@git.example.com/ | https://<<secret:x>>:x-oauth-basic@git.example.com/",
        "https://a.example.com/x?token=abc&page=2 | https://a.example.com/x?token=<<secret:x>>&page=2",
        "https://a.example.com/x?page=2&api_key=abc#top | https://a.example.com/x?page=2&api_key=<<secret:x>>#top",
        "https://a.example.com/x?apikey=abc | https://a.example.com/x?apikey=<<secret:x>>",
        "https://a.example.com/x?key=q7Wk2Zp9Xr4Ltv8N | https://a.example.com/x?key=<<secret:x>>",
        "https://a.example.com/x?code=q7Wk2Zp9Xr4Ltv8N== | https://a.example.com/x?code=<<secret:x>>",
        "https://a.example.com/x?signature=abc | https://a.example.com/x?signature=<<secret:x>>",
        "https://a.example.com/x?client_secret=abc | https://a.example.com/x?client_secret=<<secret:x>>",
        "https://a.example.com/x?password=abc | https://a.example.com/x?password=<<secret:x>>",
        "https://a.example.com/x?pwd=abc | https://a.example.com/x?pwd=<<secret:x>>",
        "https://a.example.com/x?auth=abc | https://a.example.com/x?auth=<<secret:x>>",
        "https://a.example.com/x?X-Amz-Signature=abc | https://a.example.com/x?X-Amz-Signature=<<secret:x>>",
        "https://a.example.com/x#access_token=abc | https://a.example.com/x#access_token=<<secret:x>>",
        "https://a.example.com/x?token=a%2Bb%3D | https://a.example.com/x?token=<<#urlencode>><<secret:x>><</urlencode>>",
        "https://a.example.com/x?token=a%2bb | https://a.example.com/x?token=<<secret:x>>",
        "https://{{host}}/x?token=abc | https://{{host}}/x?token=<<secret:x>>",
        "{{baseUrl}}/x?token=abc | {{baseUrl}}/x?token=<<secret:x>>",
        "<<var:base>>/x?token=abc&id={{issue.id}} | <<var:base>>/x?token=<<secret:x>>&id={{issue.id}}",
        "https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/EXAMPLEexample0123456789 | https://hooks.slack.com/services/<<secret:x>>",
        "https://hooks.slack.com/workflows/T0EXAMPLE/A0EXAMPLE/123/EXAMPLEexample | https://hooks.slack.com/workflows/<<secret:x>>",
        "https://hooks.slack.com/triggers/E0EXAMPLE/123/EXAMPLEexample | https://hooks.slack.com/triggers/<<secret:x>>",
        "https://acme.webhook.office.com/webhookb2/0-1@2-3/IncomingWebhook/0123abcd/4-5 | https://acme.webhook.office.com/webhookb2/<<secret:x>>",
        "https://prod-12.westeurope.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=q7Wk2Zp9_Xr4 | https://prod-12.westeurope.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=<<secret:x>>",
        "https://discord.com/api/webhooks/123456789/EXAMPLEexample_0123 | https://discord.com/api/webhooks/123456789/<<secret:x>>",
        "https://script.google.com/macros/s/AKfycbEXAMPLE/exec | https://script.google.com/macros/s/<<secret:x>>/exec",
        "https://script.google.com/a/macros/acme.com/s/AKfycbEXAMPLE/exec | https://script.google.com/a/macros/acme.com/s/<<secret:x>>/exec",
        "https://automation.atlassian.com/pro/hooks/0123456789abcdef | https://automation.atlassian.com/pro/hooks/<<secret:x>>",
        "https://api-private.atlassian.com/automation/webhooks/jira/a/01234567-89ab-cdef-0123-456789abcdef/019c88ef-60ff-7167-8fc8-a9588eea7470/0123456789abcdef | https://api-private.atlassian.com/automation/webhooks/jira/a/01234567-89ab-cdef-0123-456789abcdef/019c88ef-60ff-7167-8fc8-a9588eea7470/<<secret:x>>",
        "https://hooks.zapier.com/hooks/catch/123456/abcdef/ | https://hooks.zapier.com/hooks/catch/<<secret:x>>/",
        "https://hook.eu1.make.com/q7wk2zp9xr4ltv8n | https://hook.eu1.make.com/<<secret:x>>",
        "https://maker.ifttt.com/trigger/done/with/key/q7Wk2Zp9 | https://maker.ifttt.com/trigger/done/with/key/<<secret:x>>",
        "https://webexapis.com/v1/webhooks/incoming/q7Wk2Zp9 | https://webexapis.com/v1/webhooks/incoming/<<secret:x>>",
        "https://chat.acme.com/hooks/q7wk2zp9xr4ltv8nabcdefghij | https://chat.acme.com/hooks/<<secret:x>>",
        "https://events.pagerduty.com/integration/0123456789abcdef/enqueue | https://events.pagerduty.com/integration/<<secret:x>>/enqueue",
      })
  void the_secret_part_goes_and_the_rest_stays(String url, String expected) {
    assertThat(Rules.replaced(Rules.request(url))).isEqualTo(expected);
    assertThat(Rules.replaced(Rules.log("call " + url + " later")))
        .as("in a text")
        .isEqualTo("call " + expected + " later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.com/rest/api/3/issue/{{issue.key}}?fields=summary",
        "https://api.example.com/x?key=PROJ-12",
        "https://api.example.com/x?key=PROJ",
        "https://api.example.com/x?code=404&pageToken=q7Wk2Zp9Xr4Ltv8N",
        "https://api.example.com/x?token={{webhookResponse.body.token}}",
        "https://api.example.com/x?token=<<secret:ci>>&page=2",
        "https://bot:<<secret:ci>>@git.example.com",
        "https://bot@git.example.com/x",
        "https://hooks.slack.com/services/<<secret:slack>>",
        "https://hooks.slack.com/services/REPLACE_WITH_WEBHOOK/a/b",
        "https://api-private.atlassian.com/automation/webhooks/jira/a/01234567-89ab-cdef-0123-456789abcdef/019c88ef-60ff-7167-8fc8-a9588eea7470",
        "https://example.com/01234567-89ab-cdef-0123-456789abcdef",
        "https://example.com/commit/0123456789abcdef0123456789abcdef01234567",
        "https://acme.atlassian.net/browse/PROJ-1?token=",
        "<<secret:whole-url>>",
        "{{url}}"
      })
  void an_address_without_a_secret_stays(String url) {
    assertThat(Rules.values(Rules.request(url))).isEmpty();
    assertThat(Rules.values(Rules.log("see " + url))).isEmpty();
  }

  @Test
  void a_decoded_parameter_is_the_same_secret_as_in_a_header() {
    assertThat(Rules.values(Rules.request("https://a.example.com/?token=a%2Bb%3D")))
        .containsExactly("a+b=");
  }

  @Test
  void google_chat_has_two_secrets() {
    var rule =
        Rules.request(
            "https://chat.googleapis.com/v1/spaces/A/messages?key=AIzaEXAMPLE1&token=t-1");
    assertThat(Rules.values(rule)).containsExactly("AIzaEXAMPLE1", "t-1");
  }

  @Test
  void the_path_of_a_webhook_on_an_unknown_host_is_the_secret() {
    var rule =
        Rules.action("slack.notification", "{\"webhookUrl\": \"https://chat.acme.com/in/a1\"}");
    assertThat(Rules.replaced(rule)).isEqualTo("https://chat.acme.com/<<secret:x>>");
    assertThat(Rules.only(rule).kind()).isEqualTo("webhook-url");
  }

  @Test
  void a_webhook_on_a_known_host_loses_only_its_secret_part() {
    var rule =
        Rules.action(
            "slack.notification", "{\"webhookUrl\": \"https://hooks.slack.com/services/T/B/x\"}");
    assertThat(Rules.replaced(rule)).isEqualTo("https://hooks.slack.com/services/<<secret:x>>");
    assertThat(Rules.only(rule).kind()).isEqualTo("slack-webhook");
    assertThat(Rules.only(rule).suggestion()).hasToString("hooks-slack-com");
  }

  @Test
  void an_address_in_an_html_mail_is_read() {
    assertThat(
            Rules.replaced(
                Rules.comment("<a href=\"https://a.example.com/?x=1&amp;token=abc\">go</a>")))
        .isEqualTo("<a href=\"https://a.example.com/?x=1&amp;token=<<secret:x>>\">go</a>");
  }

  @Test
  void an_address_inside_an_address_is_read() {
    String inner = "https%3A%2F%2Fhooks.slack.com%2Fservices%2FT0%2FB0%2Fx";
    assertThat(Rules.values(Rules.request("https://r.example.com/?to=" + inner))).hasSize(1);
  }

  @Test
  void an_address_with_escaped_slashes_is_read() {
    String body = "{\"to\": \"https:\\/\\/a.example.com\\/x?token=abc\\u0026y=1\"}";
    assertThat(Rules.replaced(Rules.body(body)))
        .isEqualTo("{\"to\": \"https:\\/\\/a.example.com\\/x?token=<<secret:x>>\\u0026y=1\"}");
  }

  @Test
  void names_come_from_host_and_parameter() {
    assertThat(Rules.only(Rules.request("https://api.example.com/?api_key=abc")).suggestion())
        .hasToString("api-example-com-api-key");
    assertThat(Rules.only(Rules.request("https://{{host}}/?api_key=abc")).suggestion())
        .hasToString("api-key");
    assertThat(Rules.only(Rules.request("https://ci:abc@git.acme.com/")).suggestion())
        .hasToString("git-acme-com-ci");
  }
}
