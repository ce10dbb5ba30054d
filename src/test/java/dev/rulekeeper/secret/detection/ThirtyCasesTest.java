package dev.rulekeeper.secret.detection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.Rules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thirty credentials as people put them into web requests; of these, scanners of text that we tried
 * found between one and eighteen.
 */
class ThirtyCasesTest {
  private static final String ATATT = "ATATT3xFfGF0EXAMPLEexample0123456789EXAMPLEexample=CB3AC8F9";
  private static final String ATCTT = "ATCTT3xFfGN0EXAMPLEexample0123456789EXAMPLEexample=0A1B2C3D";
  private static final String OPAQUE = "q7Wk2Zp9Xr4Ltv8NbHs3";
  private static final String HEX = "0123456789abcdef0123456789abcdef";
  private static final String UUID = "01234567-89ab-cdef-0123-456789abcdef";
  private static final String JWT =
      "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.ZXhhbXBsZS1zaWduYXR1cmU";

  static Stream<Arguments> cases() {
    return Stream.of(
        header("Atlassian API token", "Authorization", "Bearer " + ATATT, ATATT),
        header("Atlassian organisation token", "Authorization", "Bearer " + ATCTT, ATCTT),
        header("Basic of mail and token", "Authorization", basic("bot@acme.com:" + ATATT), ATATT),
        header(
            "Basic of mail and password", "Authorization", basic("a@acme.com:Hunter2"), "Hunter2"),
        header("Bearer, opaque", "Authorization", "Bearer " + OPAQUE, OPAQUE),
        header("Bearer, JWT", "Authorization", "Bearer " + JWT, JWT),
        url(
            "Slack webhook",
            "https://hooks.slack.com/services/T0EXAMPLE/B0EXAMPLE/EXAMPLEexample0123456789",
            "T0EXAMPLE/B0EXAMPLE/EXAMPLEexample0123456789"),
        url("query token", "https://api.example.com/x?token=" + OPAQUE, OPAQUE),
        url("user and password", "https://bot:Hunter2@git.example.com/x", "Hunter2"),
        text("Slack bot token", "xoxb-000000000000-000000000000-EXAMPLEexample0123456789"),
        text("GitHub token", "ghp_EXAMPLEexample0123456789EXAMPLEexamp"),
        text("GitHub fine-grained", "github_pat_11EXAMPLE0example0123_EXAMPLEexample0123456789EXA"),
        text("GitLab token", "glpat-EXAMPLEexample012345"),
        text("npm token", "npm_EXAMPLEexample0123456789EXAMPLEexamp"),
        text(
            "SendGrid key",
            "SG.EXAMPLEexample01234567.EXAMPLEexample0123456789EXAMPLEexample01234"),
        text(
            "RSA key",
            "-----BEGIN RSA PRIVATE KEY-----\nEXAMPLE\nexample\n-----END RSA PRIVATE KEY-----"),
        text("Stripe live key", "sk_live_EXAMPLEexample0123456789"),
        text("AWS access key", "AKIAIOSFODNN7EXAMPLE"),
        text("Google API key", "AIzaEXAMPLEexample0123456789EXAMPLEexam"),
        text("Azure client secret", "abc8Q~EXAMPLEexample0123456789EXAMPLEexamp"),
        text("Twilio API key", "SK" + HEX),
        url(
            "Teams webhook",
            "https://acme.webhook.office.com/webhookb2/"
                + UUID
                + "@"
                + UUID
                + "/IncomingWebhook/"
                + HEX
                + "/"
                + UUID,
            UUID + "@" + UUID + "/IncomingWebhook/" + HEX + "/" + UUID),
        header("PagerDuty", "Authorization", "Token token=" + OPAQUE, OPAQUE),
        header(
            "AWS secret, bare",
            "X-Aws-Secret",
            "EXAMPLEexample0123456789/EXAMPLE+example",
            "EXAMPLEexample0123456789/EXAMPLE+example"),
        header("Twilio account", "Authorization", basic("AC" + HEX + ":" + HEX), HEX),
        header("Opsgenie", "Authorization", "GenieKey " + UUID, UUID),
        header("Datadog", "DD-API-KEY", HEX, HEX),
        url(
            "Power Automate",
            "https://prod-1.westeurope.logic.azure.com/workflows/"
                + HEX
                + "/triggers/manual/paths/invoke?api-version=1&sig="
                + OPAQUE,
            OPAQUE),
        url("Atlassian webhook, old", "https://automation.atlassian.com/pro/hooks/" + HEX, HEX),
        url(
            "Atlassian webhook, new",
            "https://api-private.atlassian.com/automation/webhooks/jira/a/"
                + UUID
                + "/"
                + UUID
                + "/"
                + HEX,
            HEX));
  }

  private static String basic(String text) {
    return "Basic " + Encoding.BASE64.encode(text);
  }

  private static Arguments header(String what, String name, String value, String secret) {
    return Arguments.of(what, Rules.hiddenHeader(name, value), secret);
  }

  private static Arguments url(String what, String url, String secret) {
    return Arguments.of(what, Rules.request(url), secret);
  }

  private static Arguments text(String what, String token) {
    String body = "{\"note\": \"see " + Encoding.JSON.encode(token) + "\"}";
    return Arguments.of(what, Rules.body(body), token);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void exactly_the_secret_is_found(String what, ObjectNode rule, String secret) {
    assertThat(Rules.values(rule)).as(what).containsExactly(secret);
  }

  @Test
  void there_are_thirty() {
    assertThat(cases()).hasSize(30);
  }

  @Test
  void a_clean_rule_has_none_and_warns_of_none() {
    var rule =
        Rules.json(
            """
            {"id": "019c88ef-60ff-7167-8fc8-a9588eea7470",
             "name": "Notify the build on release 1.10.0",
             "description": "See https://acme.atlassian.net/wiki/spaces/OPS/pages/123456789/Tokens",
             "labels": ["managed-by:terraform"],
             "scope": "ari:cloud:jira:4e119cf2-4b83-4195-abdf-d7a2f9bd043d:project/10336",
             "actor": {"actor": "557058:0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9", "type": "ACCOUNT_ID"},
             "authorAccountId": "5b10ac8d82e05b22cc7d4ef5",
             "trigger": {"component": "TRIGGER", "type": "jira.issue.event.trigger:transitioned",
               "value": {"eventFilters": ["ari:cloud:jira:4e119cf2-4b83-4195-abdf-d7a2f9bd043d:project/10336"],
                         "eventKey": "jira:issue_updated", "issueEvent": "issue_generic"}},
             "components": [
               {"component": "ACTION", "type": "jira.issue.outgoing.webhook", "value": {
                 "url": "https://ci.example.com/job/build?issue={{issue.key}}&token=<<secret:ci-token>>",
                 "method": "POST", "contentType": "application/json",
                 "headers": [
                   {"name": "Content-Type", "value": "application/json", "headerSecure": false},
                   {"name": "Authorization", "value": "Bearer {{webhookResponse.body.access_token}}",
                    "headerSecure": true},
                   {"name": "X-Atlassian-Token", "value": "no-check", "headerSecure": false}],
                 "customBody": "{\\"commit\\": \\"0123456789abcdef0123456789abcdef01234567\\", \\"md5\\": \\"d41d8cd98f00b204e9800998ecf8427e\\", \\"sha256\\": \\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\\", \\"id\\": {{issue.id}}, \\"who\\": \\"{{initiator.accountId}}\\"}"}},
               {"component": "ACTION", "type": "jira.create.variable", "value": {
                 "id": "_customsmartvalue_id_1783437308658",
                 "name": {"type": "FREE", "value": "buildToken"}, "type": "SMART",
                 "query": {"type": "SMART", "value": "{{webhookResponse.body.token}}"}, "lazy": false}},
               {"component": "ACTION", "type": "jira.issue.edit", "value": {
                 "operations": [{"fieldId": "customfield_10028", "type": "SET",
                                 "value": "REPLACE_WITH_DESTINATION_CREDENTIAL"}],
                 "advancedFields": "{\\"fields\\": {\\"customfield_10030\\": {\\"id\\": \\"10100\\"}}}"}},
               {"component": "ACTION", "type": "jira.issue.comment", "value": {
                 "comment": "Password reset was requested; your token expires on 2026-11-24T10:00:00.000+0000."}}],
             "connections": []}""");
    assertThat(new Detector().find(rule)).isEmpty();
  }
}
