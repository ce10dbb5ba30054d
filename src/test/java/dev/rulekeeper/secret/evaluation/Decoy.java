package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import java.util.function.BiFunction;

/** Texts that look like credentials and are none, by their shape. */
enum Decoy {
  SMART_VALUE_HEADER(
      (b, a) -> b.header("Authorization", "Bearer {{webhookResponse.body.access_token}}", true)),
  SMART_VALUE_ONLY((b, a) -> b.header("X-Api-Key", "{{apiKey}}", true)),
  SMART_VALUE_MIXED((b, a) -> b.header("Authorization", "Bearer v1-{{token}}", true)),
  SMART_VALUE_BASIC((b, a) -> b.header("Authorization", "Basic {{credentials.asBase64()}}", true)),
  PLACEHOLDER_TAG((b, a) -> b.header("Authorization", "Bearer <<secret:jira-bot>>", true)),
  PLACEHOLDER_TAG_IN_BASIC(
      (b, a) ->
          b.header(
              "Authorization",
              "Basic <<#base64>>bot@acme.test:<<secret:jira-bot>><</base64>>",
              true)),
  PLACEHOLDER_WORDS(
      (b, a) -> b.header("Authorization", "REPLACE_WITH_DESTINATION_CREDENTIAL", false)),
  PLACEHOLDER_ANGLES(
      (b, a) ->
          b.body(
              "{\"token\": \"<token>\", \"apiKey\": \"YOUR_API_KEY\", \"password\": \"${PASSWORD}\"}")),
  MASK((b, a) -> b.header("Authorization", "***", true)),
  EMPTY((b, a) -> b.header("Authorization", "", true)),
  CONTENT_TYPE((b, a) -> b.header("Content-Type", "application/json; charset=utf-8", true)),
  XSRF_HEADER((b, a) -> b.header("X-Atlassian-Token", "no-check", false)),
  IDEMPOTENCY_KEY((b, a) -> b.header("Idempotency-Key", a.uuid(), false)),
  REQUEST_ID((b, a) -> b.header("X-Request-Id", a.uuid(), false)),
  PROJECT_KEY(
      (b, a) ->
          b.url("https://api.example.com/x?key=PROJ" + a.digits(2) + "&jql=project%20%3D%20PROJ")),
  ISSUE_KEY((b, a) -> b.url("https://api.example.com/x?key=PROJ-" + a.digits(5) + "&code=404")),
  PAGE_TOKEN((b, a) -> b.url("https://api.example.com/x?nextPageToken=" + a.alphanumeric(24))),
  UUID_IN_A_PATH((b, a) -> b.url("https://api.example.com/v1/" + a.uuid() + "/status")),
  WEBHOOK_WITHOUT_TOKEN(
      (b, a) ->
          b.url(
              "https://api-private.atlassian.com/automation/webhooks/jira/a/"
                  + a.uuid()
                  + "/"
                  + a.uuid())),
  COMMIT((b, a) -> b.url("https://git.example.org/commit/" + a.hex(40))),
  UUID((b, a) -> b.log("run " + a.uuid() + " finished")),
  ARI((b, a) -> b.comment("ari:cloud:jira:" + a.uuid() + ":project/10336 moved")),
  ACCOUNT_ID(
      (b, a) ->
          b.comment("[~accountid:" + a.hex(24) + "] and [~accountid:712020:" + a.uuid() + "]")),
  ACCOUNT_ID_IN_A_BODY(
      (b, a) ->
          b.body(
              "{\"accountId\": \""
                  + a.hex(24)
                  + "\", \"authorAccountId\": \"557058:"
                  + a.uuid()
                  + "\"}")),
  MD5((b, a) -> b.body("{\"md5\": \"" + a.hex(32) + "\", \"hash\": \"" + a.hex(32) + "\"}")),
  SHA1((b, a) -> b.log("commit " + a.hex(40) + " deployed")),
  SHA256(
      (b, a) -> b.body("{\"sha256\": \"" + a.hex(64) + "\", \"checksum\": \"" + a.hex(64) + "\"}")),
  SUBRESOURCE_INTEGRITY(
      (b, a) -> b.email("<script integrity=\"sha384-" + a.base64(64) + "\"></script>")),
  IMAGE((b, a) -> b.email("<img src=\"data:image/png;base64," + a.base64(400) + "==\">")),
  SMART_VALUE_ID((b, a) -> b.variable("pipelineId", "_customsmartvalue_id_" + a.digits(13))),
  CUSTOM_FIELD(
      (b, a) ->
          b.body(
              "{\"fields\": {\"customfield_10"
                  + a.digits(3)
                  + "\": {\"id\": \"10"
                  + a.digits(3)
                  + "\"}}}")),
  DATE((b, a) -> b.log("token expires 2027-01-" + a.between(10, 28) + "T10:00:00.000+0000")),
  VERSION((b, a) -> b.comment("Released v1." + a.digits(2) + ".0-rc.1+build." + a.digits(5))),
  PROSE_ABOUT_PASSWORDS(
      (b, a) ->
          b.email(
              "Your password: it expires on Friday. Reset your token in the portal, or ask for a new API key.")),
  PROSE_ABOUT_TOKENS(
      (b, a) ->
          b.description(
              "Token: rotate every quarter. Secret: see the vault. Bearer tokens are not stored here.")),
  VARIABLE_FROM_A_RESPONSE(
      (b, a) -> b.variable("accessToken", "{{webhookResponse.body.access_token}}")),
  OTHER_VARIABLE((b, a) -> b.variable("releaseName", "Release " + a.digits(2) + " of {{now}}")),
  JQL(
      (b, a) ->
          b.comment(
              "project = PROJ AND \"API token\" is EMPTY AND labels in (secret, password) ORDER BY created")),
  JSON_WITH_KEYWORDS(
      (b, a) ->
          b.body(
              "{\"type\": \"password\", \"token_type\": \"bearer\", \"max_tokens\": 100000, \"passwordPolicy\": \"strict\", \"secretName\": \"ci\"}")),
  JSON_WITHOUT_VALUES(
      (b, a) ->
          b.body(
              "{\"token\": null, \"password\": \"\", \"apiKey\": false, \"secret\": \"{{x}}\"}")),
  IDENTIFIER((b, a) -> b.log("jiraIssueEventTriggerTransitionedToInProgressByAutomationForJira")),
  CONSTANT((b, a) -> b.log("FIRST_ERROR_NOTIFICATION_FOR_RULE_OWNER_ENABLED_BY_DEFAULT")),
  FILE_NAME((b, a) -> b.log("report-2026-11-24T10-00-00-PROJ-release-notes-final-v2.pdf")),
  BASE64_OF_A_SENTENCE(
      (b, a) ->
          b.log(
              dev.rulekeeper.placeholder.Encoding.BASE64.encode(
                  "Nothing to see here, just a greeting."))),
  WIKI_MARKUP(
      (b, a) ->
          b.comment(
              "{panel:title=Token|borderColor=#ccc}\n||key||value||\n|{{issue.key}}|{color:#FF5630}red{color}|\n{panel}")),
  HTML_MAIL(
      (b, a) ->
          b.email(
              "<a href=\"https://acme.example.com/login?next=%2Fbrowse%2FPROJ-1&amp;utm_source=mail\">Log in</a>")),
  CRON((b, a) -> b.log("0 0 6 * * ? every " + a.digits(5) + " seconds")),
  ADDRESS_WITH_A_USER((b, a) -> b.url("https://bot@git.example.org/acme/app.git")),
  ADDRESS_WITH_TAGS(
      (b, a) -> b.url("https://bot:<<secret:git>>@git.example.org/?token=<<secret:ci>>&page=2")),
  LONG_NUMBER((b, a) -> b.log("order " + a.digits(20) + " paid")),
  AUTH_WORDS(
      (b, a) ->
          b.body(
              "{\"auth\": \"basic\", \"authentication\": \"OAuth2\", \"session\": \"Sprint-2024-"
                  + a.digits(2)
                  + "\"}")),
  SCHEME_ALONE((b, a) -> b.header("Authorization", "Bearer", false)),
  USER_WITHOUT_PASSWORD(
      (b, a) ->
          b.header(
              "Authorization",
              "Basic " + dev.rulekeeper.placeholder.Encoding.BASE64.encode("bot@acme.test:"),
              false)),
  ABOUT_A_TOKEN((b, a) -> b.variable("tokenExpiry", "2027-01-" + a.between(10, 28))),
  ABOUT_A_PASSWORD(
      (b, a) -> b.variable("passwordResetPage", "https://acme.example.com/reset/" + a.digits(5))),
  ADDRESS_OF_TOKENS(
      (b, a) -> b.url("https://api.example.com/oauth/token?grant_type=client_credentials")),
  PLACEHOLDER_IN_AN_ADDRESS(
      (b, a) -> b.url("https://hooks.slack.com/services/REPLACE_WITH_WEBHOOK")),
  PERCENT_ENCODED_SMART_VALUE(
      (b, a) -> b.url("https://api.example.com/?token=%7B%7Bissue.token%7D%7D")),
  DOCUMENT_ID(
      (b, a) ->
          b.comment("https://docs.google.com/spreadsheets/d/" + a.base64Url(44) + "/edit#gid=0")),
  ATTACHMENT(
      (b, a) ->
          b.comment(
              "!image-20241124-1" + a.digits(5) + ".png|thumbnail! [^export_2024-11-24.csv]")),
  RICH_TEXT(
      (b, a) ->
          b.body(
              "{\"type\": \"doc\", \"attrs\": {\"localId\": \""
                  + a.uuid()
                  + "\", \"id\": \"557058:"
                  + a.uuid()
                  + "\"}}")),
  STORED_KEY(
      (b, a) ->
          b.action(
              "jira.issue.outgoing.webhook",
              dev.rulekeeper.json.ExactJson.read(
                  "{\"url\": \"https://api.example.com\", \"usedSecretsKeys\": [\"Gitlab-Token 1\"],"
                      + " \"headers\": [{\"name\": \"PRIVATE-TOKEN\", \"value\": {\"keyOrValue\":"
                      + " \"Gitlab-Token 1\", \"secret\": true}}]}")));

  @SuppressWarnings("ImmutableEnumChecker") // Pure functions.
  private final BiFunction<RuleBuilder, Alphabet, ObjectNode> maker;

  Decoy(BiFunction<RuleBuilder, Alphabet, ObjectNode> maker) {
    this.maker = maker;
  }

  /** A rule without any credential. */
  ObjectNode rule(RuleBuilder builder, Alphabet alphabet) {
    return maker.apply(builder, alphabet);
  }

  /** As in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
