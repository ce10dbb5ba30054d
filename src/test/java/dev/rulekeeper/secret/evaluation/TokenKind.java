package dev.rulekeeper.secret.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;

/**
 * Tokens of known form, made as their vendors describe them; written without looking at the table
 * of the detector. Every one is random and opens nothing.
 */
enum TokenKind {
  ATLASSIAN_API_TOKEN(a -> withChecksum("ATATT3xFfGF0" + a.base64Url(171) + "=")),
  ATLASSIAN_API_TOKEN_LONGER(a -> withChecksum("ATATT3xFfGF0" + a.base64Url(230) + "=")),
  ATLASSIAN_API_TOKEN_BROKEN_CHECKSUM(a -> "ATATT3xFfGF0" + a.base64Url(171) + "=00000000"),
  ATLASSIAN_ORG_TOKEN(a -> withChecksum("ATCTT3xFfGN0" + a.base64Url(171) + "=")),
  ATLASSIAN_TOKEN_OF_A_NEW_PREFIX(a -> withChecksum("ATXTT3xFfGX0" + a.base64Url(171) + "=")),
  BITBUCKET_APP_PASSWORD(a -> withChecksum("ATBB" + a.alphanumeric(24))),
  BITBUCKET_SERVER_TOKEN(a -> "BBDC-" + a.base64(44)),
  SERVER_TOKEN(
      a ->
          java.util.Base64.getEncoder()
              .encodeToString(
                  (a.digits(12) + ":" + a.of("\u0001\u0007\u0013\u001b\u007fabcXYZ019", 20))
                      .getBytes(StandardCharsets.ISO_8859_1))),
  TRELLO_TOKEN(a -> "ATTA" + a.hex(64) + a.of("0123456789ABCDEF", 8)),
  GITHUB_CLASSIC(a -> "ghp_" + a.alphanumeric(36)),
  GITHUB_OAUTH(a -> "gho_" + a.alphanumeric(36)),
  GITHUB_SERVER(a -> "ghs_" + a.alphanumeric(36)),
  GITHUB_FINE_GRAINED(a -> "github_pat_" + a.alphanumeric(22) + "_" + a.alphanumeric(59)),
  GITLAB_PERSONAL(a -> "glpat-" + a.base64Url(20)),
  GITLAB_ROUTABLE(a -> "glpat-" + a.base64Url(27) + ".01." + a.lowerDigits(9)),
  GITLAB_DEPLOY(a -> "gldt-" + a.base64Url(20)),
  NPM(a -> "npm_" + a.alphanumeric(36)),
  PYPI(a -> "pypi-AgEIcHlwaS5vcmc" + a.base64Url(160)),
  RUBYGEMS(a -> "rubygems_" + a.hex(48)),
  SLACK_BOT(a -> "xoxb-" + a.digits(12) + "-" + a.digits(13) + "-" + a.alphanumeric(24)),
  SLACK_USER(
      a -> "xoxp-" + a.digits(12) + "-" + a.digits(12) + "-" + a.digits(13) + "-" + a.hex(32)),
  SLACK_APP(a -> "xapp-1-A" + a.upperDigits(10) + "-" + a.digits(13) + "-" + a.hex(64)),
  AWS_ACCESS_KEY(a -> "AKIA" + a.base32(16)),
  AWS_TEMPORARY_KEY(a -> "ASIA" + a.base32(16)),
  GOOGLE_API_KEY(a -> "AIza" + a.base64Url(35)),
  GOOGLE_CLIENT_SECRET(a -> "GOCSPX-" + a.base64Url(28)),
  AZURE_CLIENT_SECRET(a -> a.alphanumeric(3) + "8Q~" + a.base64Url(34)),
  STRIPE_LIVE(a -> "sk_live_" + a.alphanumeric(a.between(24, 99))),
  STRIPE_RESTRICTED(a -> "rk_live_" + a.alphanumeric(24)),
  STRIPE_WEBHOOK(a -> "whsec_" + a.alphanumeric(32)),
  SENDGRID(a -> "SG." + a.base64Url(22) + "." + a.base64Url(43)),
  TWILIO_KEY(a -> "SK" + a.hex(32)),
  MAILGUN(a -> "key-" + a.hex(32)),
  MAILCHIMP(a -> a.hex(32) + "-us" + a.between(1, 21)),
  JSON_WEB_TOKEN(
      a ->
          Alphabet.segment("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")
              + "."
              + Alphabet.segment("{\"sub\":\"" + a.digits(10) + "\",\"token\":\"x\"}")
              + "."
              + a.base64Url(43)),
  PRIVATE_KEY(
      a ->
          "-----BEGIN PRIVATE KEY-----\n"
              + a.base64(64)
              + "\n"
              + a.base64(62)
              + "==\n-----END PRIVATE KEY-----"),
  RSA_KEY_ENCRYPTED(
      a ->
          "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,"
              + a.of("0123456789ABCDEF", 32)
              + "\n\n"
              + a.base64(64)
              + "\n-----END RSA PRIVATE KEY-----"),
  SHOPIFY(a -> "shpat_" + a.hex(32)),
  OPENAI(a -> "sk-proj-" + a.alphanumeric(48)),
  ANTHROPIC(a -> "sk-ant-api03-" + a.base64Url(93) + "AA"),
  HUGGING_FACE(a -> "hf_" + a.letters(34)),
  SQUARE(a -> "sq0atp-" + a.base64Url(22)),
  DIGITALOCEAN(a -> "dop_v1_" + a.hex(64)),
  HUBSPOT(a -> "pat-na1-" + a.uuid()),
  NEW_RELIC(a -> "NRAK-" + a.upperDigits(27)),
  LINEAR(a -> "lin_api_" + a.alphanumeric(40)),
  NOTION(a -> "ntn_" + a.alphanumeric(46)),
  FIGMA(a -> "figd_" + a.base64Url(40)),
  AIRTABLE(a -> "pat" + a.alphanumeric(14) + "." + a.hex(64)),
  POSTMAN(a -> "PMAK-" + a.hex(24) + "-" + a.hex(34)),
  GRAFANA(a -> "glsa_" + a.alphanumeric(32) + "_" + a.hex(8)),
  VAULT(a -> "hvs." + a.base64Url(24)),
  TERRAFORM(a -> a.alphanumeric(14) + ".atlasv1." + a.base64Url(67)),
  DATABRICKS(a -> "dapi" + a.hex(32)),
  DOCKER(a -> "dckr_pat_" + a.base64Url(27)),
  DYNATRACE(a -> "dt0c01." + a.base32(24) + "." + a.base32(64)),
  SENTRY(a -> "sntryu_" + a.hex(64)),
  SONAR(a -> "squ_" + a.hex(40)),
  TELEGRAM(a -> a.digits(10) + ":AA" + a.base64Url(33));

  @SuppressWarnings("ImmutableEnumChecker") // Pure functions.
  private final Function<Alphabet, String> maker;

  TokenKind(Function<Alphabet, String> maker) {
    this.maker = maker;
  }

  /** A new token. */
  String make(Alphabet alphabet) {
    return maker.apply(alphabet);
  }

  /** As in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String withChecksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.UTF_8));
    return body + String.format(Locale.ROOT, "%08X", crc.getValue());
  }
}
