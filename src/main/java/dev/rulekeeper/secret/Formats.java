package dev.rulekeeper.secret;

import static dev.rulekeeper.secret.Format.begins;
import static dev.rulekeeper.secret.Format.holds;
import static dev.rulekeeper.secret.Format.proven;

import java.util.List;

/**
 * The table of token forms. Lengths are lower bounds with room above: a length that a vendor once
 * published says nothing about the next token. The examples are invented.
 */
final class Formats {
  /** Not literal text, for classes that allow anything but something. */
  private static final String BLANK = "" + Blanks.SMART + Blanks.TAG;

  private static final String WORD = "[A-Za-z0-9_-]";

  /** Forms with a literal part, by which they are looked for. */
  static final List<Format> TABLE =
      List.of(
          holds(
              "atlassian-api-token",
              "ATATT3",
              0,
              "ATATT3" + WORD + "{20,512}(?:=[0-9A-Fa-f]{8})?",
              "ATATT3xFfGF0EXAMPLEexample0123456789=0A1B2C3D",
              "support.atlassian.com/atlassian-account/docs/manage-api-tokens"),
          holds(
              "atlassian-org-token",
              "ATCTT3",
              0,
              "ATCTT3" + WORD + "{20,512}(?:=[0-9A-Fa-f]{8})?",
              "ATCTT3xFfGN0EXAMPLEexample0123456789=0A1B2C3D",
              "support.atlassian.com/organization-administration/docs/manage-an-organization"),
          begins(
              "bitbucket-app-password",
              "ATBB",
              "ATBB[A-Za-z0-9]{24,64}(?:=[0-9A-F]{8})?",
              "ATBBexampleEXAMPLE0123456789012345AB",
              "support.atlassian.com/bitbucket-cloud/docs/app-passwords"),
          begins(
              "trello-token",
              "ATTA",
              "ATTA[0-9a-fA-F]{60,80}",
              "ATTA0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef01234567",
              "developer.atlassian.com/cloud/trello/guides/rest-api/authorization"),
          begins(
              "atlassian-oauth-secret",
              "ATOA",
              "ATOA" + WORD + "{40,120}",
              "ATOAexampleEXAMPLE0123456789exampleEXAMPLE0123456789example",
              "developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps"),
          begins(
              "bitbucket-server-token",
              "BBDC-",
              "BBDC-[A-Za-z0-9+/=]{30,64}",
              "BBDC-MTIzNDU2Nzg5MDEyOmV4YW1wbGVFWEFNUExFZXhhbXBs",
              "confluence.atlassian.com/bitbucketserver/http-access-tokens"),
          begins(
              "github-token",
              "ghp_ gho_ ghu_ ghs_ ghr_",
              "gh[pousr]_[A-Za-z0-9]{20,255}",
              "ghp_EXAMPLEexample0123456789EXAMPLEexamp",
              "docs.github.com/authentication"),
          begins(
              "github-app-token",
              "ghs_",
              "ghs_[0-9]{1,20}_" + WORD + "{10,2048}(?:\\." + WORD + "{4,4096}){2}",
              "ghs_12345_eyJhbGciOiJub25lIn0.eyJleGFtcGxlIjoxfQ.ZXhhbXBsZQ",
              "docs.github.com/apps"),
          begins(
              "github-fine-grained-token",
              "github_pat_",
              "github_pat_[A-Za-z0-9_]{30,255}",
              "github_pat_11EXAMPLE0example0123_EXAMPLEexample0123456789EXAMPLEexample0123456789",
              "docs.github.com/authentication"),
          begins(
              "gitlab-token",
              "glpat- gldt- glrt- glcbt- glptt- glft- glimt- glagent- gloas- glsoat- glffct- glwt-",
              "gl(?:pat|dt|rt|cbt|ptt|ft|imt|agent|oas|soat|ffct|wt)-"
                  + WORD
                  + "{16,320}(?:\\.[0-9a-z]{2}\\.[0-9a-z]{7,12}|\\.[0-9a-z]{7,12})?",
              "glpat-EXAMPLEexample012345",
              "docs.gitlab.com/security/tokens"),
          begins(
              "npm-token",
              "npm_",
              "npm_[A-Za-z0-9]{30,64}",
              "npm_EXAMPLEexample0123456789EXAMPLEexamp",
              "docs.npmjs.com/about-access-tokens"),
          begins(
              "slack-token",
              "xoxb- xoxp- xoxa- xoxr- xoxs- xoxo- xoxe- xoxe. xoxc- xoxd-",
              "xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9%-]{10,400}",
              "xoxb-000000000000-000000000000-EXAMPLEexample0123456789",
              "api.slack.com/concepts/token-types"),
          begins(
              "slack-app-token",
              "xapp- xwfp-",
              "x(?:app|wfp)-[A-Za-z0-9-]{20,255}",
              "xapp-1-A00EXAMPLE-0000000000000-example0123456789",
              "api.slack.com/concepts/token-types"),
          begins(
              "aws-access-key",
              "AKIA ASIA ABIA ACCA",
              "A(?:KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?!" + WORD + ")",
              "AKIAIOSFODNN7EXAMPLE",
              "docs.aws.amazon.com/IAM/latest/UserGuide"),
          begins(
              "google-api-key",
              "AIza",
              "AIza" + WORD + "{30,45}",
              "AIzaEXAMPLEexample0123456789EXAMPLEexam",
              "cloud.google.com/docs/authentication/api-keys"),
          begins(
              "google-oauth-secret",
              "GOCSPX-",
              "GOCSPX-" + WORD + "{20,64}",
              "GOCSPX-EXAMPLEexample0123456789EX",
              "developers.google.com/identity"),
          begins(
              "google-oauth-token",
              "ya29.",
              "ya29\\." + WORD + "{20,2048}",
              "ya29.EXAMPLEexample0123456789EXAMPLE",
              "developers.google.com/identity"),
          holds(
              "azure-client-secret",
              "Q~",
              4,
              "[A-Za-z0-9_~.-]{3}[0-9]Q~[A-Za-z0-9_~.-]{29,39}[A-Za-z0-9_~-]",
              "abc8Q~EXAMPLEexample0123456789EXAMPLEexamp",
              "learn.microsoft.com/entra/identity-platform"),
          holds(
              "azure-storage-key",
              "AccountKey=",
              0,
              "AccountKey=([A-Za-z0-9+/]{40,100}={0,2})",
              "AccountKey=EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexample01234567==",
              "learn.microsoft.com/azure/storage"),
          holds(
              "azure-key",
              "JQQJ99",
              60,
              "[A-Za-z0-9]{40,60}JQQJ99[A-Za-z0-9]{18,40}",
              "EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMJQQJ99EXAMPLEexample0123456789",
              "learn.microsoft.com/azure/ai-services"),
          begins(
              "stripe-key",
              "sk_live_ sk_test_ rk_live_ rk_test_ sk_prod_ rk_prod_",
              "[sr]k_(?:live|test|prod)_[A-Za-z0-9]{10,255}",
              "sk_test_EXAMPLEexample0123456789",
              "docs.stripe.com/keys"),
          begins(
              "stripe-webhook-secret",
              "whsec_",
              "whsec_[A-Za-z0-9+/]{20,128}={0,2}",
              "whsec_EXAMPLEexample0123456789EXAMPLE",
              "docs.stripe.com/webhooks"),
          begins(
              "sendgrid-key",
              "SG.",
              "SG\\." + WORD + "{16,32}\\." + WORD + "{30,64}",
              "SG.EXAMPLEexample01234567.EXAMPLEexample0123456789EXAMPLEexample01234",
              "www.twilio.com/docs/sendgrid"),
          begins(
              "twilio-key",
              "SK",
              "SK[0-9a-f]{32}(?!" + WORD + ")",
              "SK0123456789abcdef0123456789abcdef",
              "www.twilio.com/docs/iam/api-keys"),
          begins(
              "mailgun-key",
              "key-",
              "key-[0-9a-z]{32}(?!" + WORD + ")",
              "key-0123456789abcdefghij0123456789ab",
              "documentation.mailgun.com"),
          begins(
              "json-web-token",
              "eyJ",
              "eyJ"
                  + WORD
                  + "{8,4096}\\.(?:"
                  + WORD
                  + "{8,8192}\\.)?"
                  + WORD
                  + "{0,2048}"
                  + "(?:\\."
                  + WORD
                  + "{1,4096}){0,2}",
              "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJleGFtcGxlIn0.ZXhhbXBsZS1zaWduYXR1cmU",
              "RFC 7519"),
          holds(
              "private-key",
              "-----BEGIN ",
              0,
              "-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + "(?:[^-"
                  + BLANK
                  + "]{0,16384}(?:-[^-"
                  + BLANK
                  + "]{1,16384}){0,8}"
                  + "-----END [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----"
                  + "|[A-Za-z0-9+/=\\s]{16,16384})",
              "-----BEGIN PRIVATE KEY-----\nEXAMPLEexample0123456789\n-----END PRIVATE KEY-----",
              "RFC 7468"),
          begins(
              "age-secret-key",
              "AGE-SECRET-KEY-1",
              "AGE-SECRET-KEY-1[0-9A-Z]{40,64}",
              "AGE-SECRET-KEY-1EXAMPLEEXAMPLE0123456789EXAMPLEEXAMPLE0123456789EX",
              "age-encryption.org"),
          begins(
              "shopify-token",
              "shpat_ shpca_ shppa_ shpss_",
              "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
              "shpat_0123456789abcdef0123456789abcdef",
              "shopify.dev/docs/api/usage/authentication"),
          begins(
              "pypi-token",
              "pypi-",
              "pypi-" + WORD + "{40,512}",
              "pypi-AgEIcHlwaS5vcmcEXAMPLEexample0123456789EXAMPLEexample",
              "pypi.org/help"),
          begins(
              "rubygems-key",
              "rubygems_",
              "rubygems_[0-9a-f]{40,64}",
              "rubygems_0123456789abcdef0123456789abcdef0123456789abcdef",
              "guides.rubygems.org"),
          begins(
              "ai-key",
              "sk-",
              "sk-(?=[A-Za-z_-]{0,255}[0-9])(?=[a-z0-9_-]{0,255}[A-Z])" + WORD + "{20,300}",
              "sk-proj-EXAMPLEexample0123456789",
              "platform.openai.com, docs.anthropic.com"),
          begins(
              "hugging-face-token",
              "hf_",
              "hf_[A-Za-z0-9]{30,64}",
              "hf_EXAMPLEexampleEXAMPLEexampleEXAMPL",
              "huggingface.co/docs/hub/security-tokens"),
          begins(
              "square-token",
              "EAAA sq0atp- sq0csp- sq0idp-",
              "(?:EAAA" + WORD + "{56,64}|sq0(?:atp|csp|idp)-" + WORD + "{20,50})",
              "sq0atp-EXAMPLEexample01234567",
              "developer.squareup.com/docs"),
          begins(
              "digitalocean-token",
              "dop_v1_ doo_v1_ dor_v1_",
              "do[opr]_v1_[0-9a-f]{40,64}",
              "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
              "docs.digitalocean.com/reference/api"),
          begins(
              "hubspot-token",
              "pat-na pat-eu pat-ap",
              "pat-(?:na|eu|ap)[0-9]{1,2}-[0-9a-f-]{36}",
              "pat-na1-01234567-89ab-cdef-0123-456789abcdef",
              "developers.hubspot.com/docs"),
          begins(
              "pagerduty-token",
              "u+",
              "u\\+(?=[A-Za-z_-]{0,17}[0-9])" + WORD + "{18}(?!" + WORD + ")",
              "u+EXAMPLEexample0123",
              "support.pagerduty.com/main/docs/api-access-keys"),
          begins(
              "new-relic-key",
              "NRAK- NRJS- NRII-",
              "NR(?:AK|JS|II)-[A-Za-z0-9_-]{16,64}",
              "NRAK-EXAMPLE0123456789EXAMPLE012",
              "docs.newrelic.com/docs/apis"),
          begins(
              "linear-key",
              "lin_api_ lin_oauth_",
              "lin_(?:api|oauth)_[A-Za-z0-9]{32,64}",
              "lin_api_EXAMPLEexample0123456789EXAMPLEexample01",
              "developers.linear.app"),
          begins(
              "notion-token",
              "secret_ ntn_",
              "(?:secret|ntn)_[A-Za-z0-9]{40,64}",
              "ntn_EXAMPLEexample0123456789EXAMPLEexample012345",
              "developers.notion.com"),
          begins(
              "figma-token",
              "figd_",
              "figd_" + WORD + "{30,64}",
              "figd_EXAMPLEexample0123456789EXAMPLEexample0",
              "www.figma.com/developers/api"),
          begins(
              "airtable-token",
              "pat",
              "pat[A-Za-z0-9]{14}\\.[0-9a-f]{64}",
              "patEXAMPLEexample.0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
              "airtable.com/developers/web/api"),
          begins(
              "postman-key",
              "PMAK-",
              "PMAK-[0-9a-f]{24}-[0-9a-f]{34}",
              "PMAK-0123456789abcdef01234567-0123456789abcdef0123456789abcdef01",
              "learning.postman.com"),
          begins(
              "grafana-token",
              "glsa_ glc_",
              "gl(?:sa|c)_[A-Za-z0-9+/_=]{30,400}",
              "glsa_EXAMPLEexample0123456789EXAMPLEex_0a1b2c3d",
              "grafana.com/docs"),
          begins(
              "vault-token",
              "hvs. hvb. hvr.",
              "hv[sbr]\\." + WORD + "{20,300}",
              "hvs.EXAMPLEexample0123456789",
              "developer.hashicorp.com/vault/docs"),
          holds(
              "terraform-token",
              ".atlasv1.",
              14,
              "[A-Za-z0-9]{14}\\.atlasv1\\." + WORD + "{40,80}",
              "EXAMPLEexample.atlasv1.EXAMPLEexample0123456789EXAMPLEexample0123456789",
              "developer.hashicorp.com/terraform"),
          begins(
              "databricks-token",
              "dapi",
              "dapi[0-9a-f]{32}(?:-[0-9])?(?!" + WORD + ")",
              "dapi0123456789abcdef0123456789abcdef",
              "docs.databricks.com"),
          begins(
              "docker-token",
              "dckr_pat_ dckr_oat_",
              "dckr_[po]at_" + WORD + "{20,64}",
              "dckr_pat_EXAMPLEexample0123456789012",
              "docs.docker.com/security/access-tokens"),
          begins(
              "dynatrace-token",
              "dt0",
              "dt0[a-z][0-9]{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{40,96}",
              "dt0c01.EXAMPLE0123456789EXAMPLE."
                  + "EXAMPLE0123456789EXAMPLE0123456789EXAMPLE0123456789EXAMPLE01234567",
              "docs.dynatrace.com"),
          begins(
              "sentry-token",
              "sntrys_ sntryu_",
              "sntry[su]_[A-Za-z0-9+/=_-]{40,400}",
              "sntryu_0123456789abcdef0123456789abcdef0123456789abcdef",
              "docs.sentry.io"),
          begins(
              "sonar-token",
              "sqp_ sqa_ squ_",
              "sq[pau]_[0-9a-f]{40}",
              "squ_0123456789abcdef0123456789abcdef01234567",
              "docs.sonarsource.com"),
          begins(
              "artifactory-key",
              "AKCp cmVmdGtu",
              "(?:AKCp[A-Za-z0-9]{60,80}|cmVmdGtu[A-Za-z0-9]{50,80})",
              "AKCp8EXAMPLEexample0123456789EXAMPLEexample0123456789EXAMPLEexample012345",
              "jfrog.com/help"),
          begins(
              "twilio-auth-token",
              "AC",
              "AC[0-9a-f]{32}:([0-9a-f]{32})",
              "AC0123456789abcdef0123456789abcdef:abcdef0123456789abcdef0123456789",
              "www.twilio.com/docs/iam/api/authtoken"),
          holds(
              "command-password",
              "--user ",
              0,
              "--user ['\"]?[^\\s:'\"/]{1,128}:([^\\s'\"/"
                  + BLANK
                  + "]{3,255}[^\\s'\"/."
                  + BLANK
                  + "])",
              "--user bot:EXAMPLEexample",
              "curl.se/docs/manpage.html"),
          holds(
              "command-password",
              "-u ",
              0,
              "-u ['\"]?[^\\s:'\"/]{1,128}:([^\\s'\"/"
                  + BLANK
                  + "]{3,255}[^\\s'\"/."
                  + BLANK
                  + "])",
              "-u bot:EXAMPLEexample",
              "curl.se/docs/manpage.html"),
          holds(
              "telegram-bot-token",
              ":AA",
              12,
              "[0-9]{8,12}:AA" + WORD + "{32,36}",
              "123456789:AAEXAMPLEexample0123456789EXAMPLEex",
              "core.telegram.org/bots/api"));

  /** Forms without a literal part, that their check proves. */
  static final List<Format> PROVEN =
      List.of(
          proven(
              "atlassian-token",
              "=",
              "(?<!" + WORD + ")" + WORD + "{24,512}=[0-9A-F]{8}(?!" + WORD + ")",
              Checks::hasAtlassianChecksum,
              "EXAMPLEexample0123456789EXAMPLE=FEF096F5",
              "measured on the samples that scanners publish: CRC-32 of all before the digits"),
          proven(
              "atlassian-server-token",
              "",
              "(?<![A-Za-z0-9+])[MNO][A-Za-z0-9+/]{43}(?![A-Za-z0-9+=])",
              Checks::isServerToken,
              "MTIzNDU2Nzg5MDEyOv4BAgMEBQYHCAkKCwwNDg8QERIT",
              "confluence.atlassian.com/enterprise/using-personal-access-tokens"),
          proven(
              "mailchimp-key",
              "-us",
              "(?<!" + WORD + ")[0-9a-f]{32}-us[0-9]{1,2}(?!" + WORD + ")",
              t -> true,
              "0123456789abcdef0123456789abcdef-us12",
              "mailchimp.com/developer"));

  private Formats() {}
}
