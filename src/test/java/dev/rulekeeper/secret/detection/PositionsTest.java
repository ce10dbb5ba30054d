package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.Rules;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a credential by the place it stands in. */
class PositionsTest {
  private static final String OPAQUE = "q7Wk2Zp9Xr4Ltv8N";

  @Nested
  class Headers {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "Authorization",
          "authorization",
          "AUTHORIZATION",
          "Proxy-Authorization",
          "X-Api-Key",
          "x-api-key",
          "Private-Token",
          "PRIVATE-TOKEN",
          "DD-API-KEY",
          "DD-APPLICATION-KEY",
          "X-Automation-Webhook-Token",
          "X-Vault-Token",
          "Ocp-Apim-Subscription-Key",
          "apikey",
          "api_key",
          "X-Auth-Token",
          "X-Auth",
          "X-JFrog-Art-Api",
          "x-functions-key",
          "Circle-Token",
          "X-TrackerToken",
          "X-Hub-Signature",
          "X-Client-Secret",
          "X-Password",
          "token",
          "X-ApiKey"
        })
    void the_name_tells(String name) {
      assertThat(Rules.replaced(Rules.header(name, OPAQUE))).isEqualTo("<<secret:x>>");
    }

    @ParameterizedTest
    @CsvSource({
      "Content-Type, application/json",
      "Accept, application/json",
      "X-Atlassian-Token, no-check",
      "Idempotency-Key, 7f3a9c1e5b2d",
      "X-Project-Key, PROJ",
      "X-Issue-Key, PROJ-123",
      "X-Request-Id, 01234567-89ab-cdef-0123-456789abcdef",
      "User-Agent, Jira Automation 1.0",
      "X-GitHub-Api-Version, 2022-11-28"
    })
    void other_headers_stay(String name, String value) {
      assertThat(Rules.values(Rules.header(name, value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "Bearer q7Wk2Zp9Xr4Ltv8N | Bearer <<secret:x>>",
          "bearer q7Wk2Zp9Xr4Ltv8N | bearer <<secret:x>>",
          "BEARER  q7Wk2Zp9Xr4Ltv8N | BEARER  <<secret:x>>",
          "GenieKey 01234567-89ab-cdef-0123-456789abcdef | GenieKey <<secret:x>>",
          "Token q7Wk2Zp9Xr4Ltv8N | Token <<secret:x>>",
          "Token token=q7Wk2Zp9Xr4Ltv8N | Token token=<<secret:x>>",
          "Token token=\"q7Wk2Zp9Xr4Ltv8N\" | Token token=\"<<secret:x>>\"",
          "ApiKey q7Wk2Zp9Xr4Ltv8N | ApiKey <<secret:x>>",
          "SSWS 00q7Wk2Zp9Xr4Ltv8N | SSWS <<secret:x>>",
          "Negotiate YIIexample== | Negotiate <<secret:x>>",
          "Splunk q7Wk2Zp9Xr4Ltv8N | Splunk <<secret:x>>",
          "Unheard-Of q7Wk2Zp9Xr4Ltv8N | Unheard-Of <<secret:x>>",
          "q7Wk2Zp9Xr4Ltv8N | <<secret:x>>",
          "Digest username=\"bot\", realm=\"r\", response=\"q7Wk2Zp9\""
              + " | Digest username=\"bot\", realm=\"r\", response=\"<<secret:x>>\"",
          "OAuth oauth_token=\"q7Wk2Zp9\", oauth_version=\"1.0\""
              + " | OAuth oauth_token=\"<<secret:x>>\", oauth_version=\"1.0\"",
          "AWS4-HMAC-SHA256 Credential=AKID/20260101, SignedHeaders=host, Signature=f00f"
              + " | AWS4-HMAC-SHA256 Credential=AKID/20260101, SignedHeaders=host,"
              + " Signature=<<secret:x>>",
        })
    void the_scheme_stays_and_only_the_credential_goes(String value, String expected) {
      assertThat(Rules.replaced(Rules.header("Authorization", value))).isEqualTo(expected);
    }

    @Test
    void basic_gives_the_password_and_keeps_the_user() {
      String blob = Encoding.BASE64.encode("bot@acme.com:" + OPAQUE);
      var rule = Rules.hiddenHeader("Authorization", "Basic " + blob);
      assertThat(Rules.values(rule)).containsExactly(OPAQUE);
      assertThat(Rules.replaced(rule))
          .isEqualTo("Basic <<#base64>>bot@acme.com:<<secret:x>><</base64>>");
      assertThat(Rules.only(rule).suggestion()).hasToString("bot-acme-com");
    }

    @Test
    void basic_with_an_empty_user_gives_the_password() {
      String blob = Encoding.BASE64.encode(":01234567-89ab-cdef-0123-456789abcdef");
      assertThat(Rules.replaced(Rules.header("Authorization", "basic " + blob)))
          .isEqualTo("basic <<#base64>>:<<secret:x>><</base64>>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "x-oauth-basic", "api_token"})
    void basic_with_a_dummy_password_gives_the_user(String dummy) {
      String blob = Encoding.BASE64.encode(OPAQUE + ":" + dummy);
      assertThat(Rules.values(Rules.header("Authorization", "Basic " + blob)))
          .containsExactly(OPAQUE);
    }

    @Test
    void basic_without_padding_still_gives_the_password() {
      String blob = Encoding.BASE64.encode("bot:" + OPAQUE + "ab").replace("=", "");
      assertThat(Rules.values(Rules.header("Authorization", "Basic " + blob)))
          .containsExactly(OPAQUE + "ab");
    }

    @Test
    void basic_that_is_no_base64_goes_as_it_stands() {
      assertThat(Rules.replaced(Rules.header("Authorization", "Basic bot:secret!")))
          .isEqualTo("Basic <<secret:x>>");
    }

    @Test
    void a_literal_password_in_a_base64_section_is_found() {
      String leaf = "Basic <<#base64>>bot@acme.com:hunter2<</base64>>";
      assertThat(Rules.replaced(Rules.header("Authorization", leaf)))
          .isEqualTo("Basic <<#base64>>bot@acme.com:<<secret:x>><</base64>>");
    }

    @Test
    void a_hidden_header_holds_a_credential_whatever_its_name() {
      assertThat(Rules.replaced(Rules.hiddenHeader("X-Tenant", "blue"))).isEqualTo("<<secret:x>>");
    }

    @Test
    void a_hidden_header_that_describes_the_content_holds_none() {
      assertThat(Rules.values(Rules.hiddenHeader("Content-Type", "application/json"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " ",
          "***",
          "{{webhookResponse.body.token}}",
          "Bearer {{accessToken}}",
          "<<secret:jira-bot>>",
          "Bearer <<secret:jira-bot>>",
          "Bearer <<var:token>>",
          "Basic <<#base64>>bot@acme.com:<<secret:jira-bot>><</base64>>",
          "REPLACE_WITH_DESTINATION_CREDENTIAL",
          "Bearer <token>",
          "Bearer YOUR_API_TOKEN",
          "Bearer ${TOKEN}",
          "xxxxxxxx"
        })
    void what_stands_for_a_credential_is_none(String value) {
      assertThat(Rules.values(Rules.hiddenHeader("Authorization", value))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"changeme", "secret", "a", "12345"})
    void a_weak_credential_is_one(String value) {
      assertThat(Rules.values(Rules.header("X-Api-Key", value))).containsExactly(value);
    }

    @Test
    void a_value_that_smart_values_split_is_left_alone() {
      assertThat(Rules.values(Rules.header("Authorization", "Bearer abc{{x}}"))).isEmpty();
      assertThat(Rules.values(Rules.header("Authorization", "Bearer {{x}}-suffix"))).isEmpty();
    }

    @Test
    void a_long_literal_beside_a_smart_value_is_a_credential() {
      assertThat(Rules.replaced(Rules.header("Authorization", "Bearer " + OPAQUE + "{{x}}")))
          .isEqualTo("Bearer <<secret:x>>{{x}}");
    }

    @Test
    void a_value_with_an_escaped_tag_delimiter_is_read() {
      assertThat(Rules.values(Rules.header("X-Api-Key", "ab<<open>>cd12")))
          .containsExactly("ab<<cd12");
    }

    @Test
    void cookies_that_look_like_sessions_go_one_by_one() {
      String leaf = "lang=en; JSESSIONID=0123456789ABCDEF0123456789ABCDEF; theme=dark";
      assertThat(Rules.replaced(Rules.header("Cookie", leaf)))
          .isEqualTo("lang=en; JSESSIONID=<<secret:x>>; theme=dark");
    }

    @Test
    void a_stored_secret_of_data_center_is_only_a_name() {
      var rule =
          Rules.action(
              "jira.issue.outgoing.webhook",
              """
              {"url": "https://api.example.com", "usedSecretsKeys": ["Gitlab-Token 1"],
               "headers": [{"name": "PRIVATE-TOKEN",
                            "value": {"keyOrValue": "Gitlab-Token 1", "secret": true}}]}""");
      assertThat(Rules.values(rule)).isEmpty();
    }

    @Test
    void a_literal_header_of_data_center_is_a_value() {
      var rule =
          Rules.action(
              "jira.issue.outgoing.webhook",
              """
              {"url": "https://api.example.com",
               "headers": [{"name": "PRIVATE-TOKEN",
                            "value": {"keyOrValue": "q7Wk2Zp9Xr4Ltv8N", "secret": false}}]}""");
      assertThat(Rules.values(rule)).containsExactly(OPAQUE);
    }

    @Test
    void what_the_site_calls_sensitive_is_a_credential() {
      var rule = Rules.header("X-Tenant", "blue");
      var pointer =
          com.fasterxml.jackson.core.JsonPointer.compile("/components/0/value/headers/0/value");
      assertThat(new Detector().find(rule, java.util.Set.of(pointer))).hasSize(1);
    }
  }

  @Nested
  class Keys {
    @Test
    void the_token_of_an_incoming_webhook() {
      var rule = Rules.empty();
      rule.withObject("/trigger/value").put("webhookToken", "0123456789abcdef0123456789abcdef");
      assertThat(Rules.values(rule)).containsExactly("0123456789abcdef0123456789abcdef");
      assertThat(Rules.only(rule).suggestion()).hasToString("incoming-webhook-notify-the-build");
    }

    @Test
    void the_name_of_a_webhook_never_shows_a_token_that_names_the_rule() {
      var rule = Rules.empty();
      rule.put("name", "uses ghp_EXAMPLEexample0123456789EXAMPLEexamp");
      rule.withObject("/trigger/value").put("webhookToken", "0123456789abcdef0123456789abcdef");
      assertThat(new Detector().find(rule))
          .extracting(f -> f.suggestion().value())
          .containsExactly("github-token", "incoming-webhook");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "apiToken",
          "token",
          "gitlabToken",
          "API_KEY",
          "jenkins_password",
          "client secret",
          "opsgenie api key",
          "myaccesstoken",
          "serviceKey"
        })
    void a_variable_whose_name_says_so(String name) {
      assertThat(Rules.values(Rules.variable(name, OPAQUE))).containsExactly(OPAQUE);
      assertThat(Rules.only(Rules.variable(name, OPAQUE)).kind()).isEqualTo("variable");
    }

    @Test
    void a_variable_with_a_scheme_keeps_the_scheme() {
      assertThat(Rules.replaced(Rules.variable("authToken", "Bearer " + OPAQUE)))
          .isEqualTo("Bearer <<secret:x>>");
    }

    @ParameterizedTest
    @CsvSource({
      "pipelineId, 0123456789",
      "apiToken, {{webhookResponse.body.token}}",
      "nextPageToken, q7Wk2Zp9Xr4Ltv8N",
      "projectKey, PROJ",
      "tokenCount, 12345678"
    })
    void other_variables_stay(String name, String value) {
      assertThat(Rules.values(Rules.variable(name, value))).isEmpty();
    }

    @Test
    void a_key_of_any_action() {
      var rule = Rules.action("com.acme.app:send", "{\"apiKey\": \"q7Wk2Zp9\", \"key\": \"A-1\"}");
      assertThat(Rules.values(rule)).containsExactly("q7Wk2Zp9");
    }

    @Test
    void a_named_value_of_any_action() {
      var rule =
          Rules.action(
              "jira.set.entity.property", "{\"propertyKey\": \"authToken\", \"value\": \"q7Wk2\"}");
      assertThat(Rules.values(rule)).containsExactly("q7Wk2");
    }

    @Test
    void a_stored_webhook_of_data_center_is_only_a_name() {
      var rule = Rules.action("msteams.notification", "{\"webhookUrl\": {\"key\": \"My Team 1\"}}");
      assertThat(new Detector().find(rule)).isEmpty();
    }

    @Test
    void the_settings_of_a_connection() {
      var rule = Rules.empty();
      rule.putArray("connections")
          .addObject()
          .put("authType", "API_TOKEN")
          .put("targetConfigJson", "{\"host\": \"a.example.com\", \"apiToken\": \"q7Wk2Zp9\"}");
      assertThat(Rules.values(rule)).containsExactly("q7Wk2Zp9");
    }
  }
}
