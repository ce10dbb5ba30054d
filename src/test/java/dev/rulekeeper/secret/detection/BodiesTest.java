package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.secret.Rules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Credentials by their key in bodies and texts. */
class BodiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"token\": \"q7W\"} | {\"token\": \"<<secret:x>>\"}",
        "{\"a\":{\"b\":[{\"apiKey\":\"q7W\"}]}} | {\"a\":{\"b\":[{\"apiKey\":\"<<secret:x>>\"}]}}",
        "{\"n\": {{issue.id}}, \"token\": \"q7W\"} | {\"n\": {{issue.id}}, \"token\":"
            + " \"<<secret:x>>\"}",
        "{\"n\": {{issue.id}}, \"token\": \"q7W\", {{#x}} | {\"n\": {{issue.id}}, \"token\":"
            + " \"<<secret:x>>\", {{#x}}",
        "{\"s\": \"{\\\"token\\\": \\\"q7W\\\"}\"} | {\"s\": \"{\\\"token\\\":"
            + " \\\"<<secret:x>>\\\"}\"}",
        "{\"s\": \"{\\\"t\\\": \\\"{\\\\\\\"pwd\\\\\\\": \\\\\\\"q7W\\\\\\\"}\\\"}\"} | {\"s\":"
            + " \"{\\\"t\\\": \\\"{\\\\\\\"pwd\\\\\\\": \\\\\\\"<<secret:x>>\\\\\\\"}\\\"}\"}",
        "{\"password\": \"a\\\"b\"} | {\"password\": \"<<#json>><<secret:x>><</json>>\"}",
        "{\"password\": \"a\\\\\"} | {\"password\": \"<<#json>><<secret:x>><</json>>\"}",
        "{\"password\": 123456} | {\"password\": <<secret:x>>}",
        "{\"Authorization\": \"Bearer q7W\"} | {\"Authorization\": \"Bearer <<secret:x>>\"}",
        "{\"Authorization\": \"Basic Ym90OmFiYw==\"} | {\"Authorization\": \"Basic"
            + " <<#base64>>bot:<<secret:x>><</base64>>\"}",
        "{\"webhook_url\": \"https://hooks.slack.com/services/T/B/x\"} | {\"webhook_url\":"
            + " \"https://hooks.slack.com/services/<<secret:x>>\"}",
        "grant_type=client_credentials&client_id=a&client_secret=q7W |"
            + " grant_type=client_credentials&client_id=a&client_secret=<<secret:x>>",
        "token=q7W | token=<<secret:x>>",
        "id={{issue.key}}&password=a%26b |"
            + " id={{issue.key}}&password=<<#urlencode>><<secret:x>><</urlencode>>",
        "<login><user>bot</user><password>q7W</password></login> |"
            + " <login><user>bot</user><password><<secret:x>></password></login>",
        "<wsse:Password>q7W</wsse:Password> | <wsse:Password><<secret:x>></wsse:Password>",
        "user: bot\\npassword: hunter2 | user: bot\\npassword: <<secret:x>>",
        "curl -H 'X-Api-Key: q7Wk2Zp9Xr4Ltv8N' | curl -H 'X-Api-Key: <<secret:x>>'",
        "def token = 'q7Wk2Zp9' | def token = '<<secret:x>>'",
        "{\"routing_key\": \"0123456789abcdef0123456789abcdef\", \"key\": \"PROJ-1\"} |"
            + " {\"routing_key\": \"<<secret:x>>\", \"key\": \"PROJ-1\"}",
        "{'token': 'q7W'} | {'token': '<<secret:x>>'}",
        "{token: \"q7W\"} | {token: \"<<secret:x>>\"}",
      })
  void the_value_goes_and_the_rest_stays(String body, String expected) {
    assertThat(Rules.replaced(Rules.body(body.replace("\\n", "\n"))))
        .isEqualTo(expected.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"token\": \"{{webhookResponse.body.token}}\"}",
        "{\"token\": \"<<secret:ci>>\"}",
        "grant_type=password&password=<<secret:ci>>",
        "grant_type=password&username=bot&password=<<#urlencode>><<secret:ci>><</urlencode>>",
        "scope=a&grant_type=password&username=bot&password=<<secret:ci>>",
        "{\"token\": \"\"}",
        "{\"token\": null, \"password\": false}",
        "{\"token\": \"***\"}",
        "{\"token\": \"<token>\"}",
        "{\"key\": \"PROJ-1\", \"fields\": {\"summary\": \"token\"}}",
        "{\"nextPageToken\": \"q7Wk2Zp9Xr4Ltv8N\"}",
        "{\"max_tokens\": 100000, \"token_type\": \"bearer\"}",
        "{\"type\": \"password\", \"md5\": \"0123456789abcdef0123456789abcdef\"}",
        "{\"accountId\": \"557058:01234567-89ab-cdef-0123-456789abcdef\"}",
        "{\"sha256\": \"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"}",
        "{\"hash\": \"0123456789abcdef0123456789abcdef\"}",
        "Please reset your password: it expires on Friday.",
        "The token: {{token}} was used.",
        "{\"code\": \"ABC12345\", \"session\": \"Sprint 12\"}",
        "{\"password_reset_url\": \"https://acme.example.com/reset\"}",
        "<password>{{secret}}</password><token></token>",
        "{\"passwordPolicy\": {\"requirePassword\": \"true\"}}"
      })
  void texts_without_a_credential_stay(String body) {
    assertThat(Rules.values(Rules.body(body))).isEmpty();
    assertThat(Rules.values(Rules.comment(body))).isEmpty();
  }

  @Test
  void an_escaped_value_is_decoded() {
    assertThat(Rules.values(Rules.body("{\"password\": \"a\\\"b\\\\c\\n\"}")))
        .containsExactly("a\"b\\c\n");
  }

  @Test
  void an_escaped_value_inside_a_string_is_decoded_twice() {
    String inner = "{\\\"password\\\": \\\"a\\\\\\\"b\\\"}";
    assertThat(Rules.values(Rules.body("{\"s\": \"" + inner + "\"}"))).containsExactly("a\"b");
  }

  @Test
  void a_sentence_at_a_credential_key_is_only_worth_a_warning() {
    var rule = Rules.body("{\"token\": \"ask the team for a new one\"}");
    assertThat(new Detector().find(rule)).extracting(Finding::certain).containsExactly(false);
  }

  @Test
  void a_passphrase_is_a_credential() {
    assertThat(Rules.values(Rules.body("{\"passphrase\": \"correct horse battery staple\"}")))
        .containsExactly("correct horse battery staple");
  }

  @Test
  void a_blob_with_two_credentials_is_one_secret() {
    String blob =
        dev.rulekeeper.placeholder.Encoding.BASE64.encode(
            "{\"token\":\"q1w2e3\",\"pwd\":\"e3w2q1\"}");
    assertThat(Rules.values(Rules.log("use " + blob))).containsExactly(blob);
  }

  @Test
  void an_image_is_none() {
    String image =
        "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUA1w2E3r4T5y6U7i8O9p0==\">";
    assertThat(new Detector().find(Rules.comment(image))).isEmpty();
  }

  @Test
  void a_random_word_is_only_worth_a_warning() {
    var rule = Rules.comment("see q7Wk2Zp9Xr4Ltv8NbHs3 there");
    assertThat(new Detector().find(rule))
        .extracting(Finding::kind, Finding::certain)
        .containsExactly(org.assertj.core.api.Assertions.tuple("high-entropy", false));
  }

  @Test
  void a_bearer_token_in_prose_is_found() {
    assertThat(Rules.values(Rules.comment("send Authorization: Bearer q7Wk2Zp9Xr4Ltv8N please")))
        .containsExactly("q7Wk2Zp9Xr4Ltv8N");
    assertThat(Rules.values(Rules.comment("with GenieKey 01234567-89ab-cdef-0123-456789abcdef")))
        .containsExactly("01234567-89ab-cdef-0123-456789abcdef");
    assertThat(Rules.values(Rules.comment("with Basic Ym90OmFiYzEyMzQ1Njc=")))
        .containsExactly("abc1234567");
  }

  @Test
  void a_key_in_full_multi_line_form_is_found_with_its_lines() {
    String key =
        "-----BEGIN RSA PRIVATE KEY-----\n"
            + "EXAMPLEexample0123\n"
            + "EXAMPLE=\n"
            + "-----END RSA PRIVATE KEY-----";
    String body = "{\"k\": \"" + dev.rulekeeper.placeholder.Encoding.JSON.encode(key) + "\"}";
    assertThat(Rules.values(Rules.body(body))).containsExactly(key);
    assertThat(Rules.replaced(Rules.body(body)))
        .isEqualTo("{\"k\": \"<<#json>><<secret:x>><</json>>\"}");
  }
}
