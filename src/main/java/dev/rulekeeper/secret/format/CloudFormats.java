package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormat.holds;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/** Token forms of clouds and what runs in them. */
final class CloudFormats {
  static final List<TokenFormat> TABLE =
      List.of(
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
              "digitalocean-token",
              "dop_v1_ doo_v1_ dor_v1_",
              "do[opr]_v1_[0-9a-f]{40,64}",
              "dop_v1_0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
              "docs.digitalocean.com/reference/api"),
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
              "pulumi-token",
              "pul-",
              "pul-[0-9a-f]{40}(?!" + WORD + ")",
              "pul-0123456789abcdef0123456789abcdef01234567",
              "pulumi.com/docs"),
          begins(
              "planetscale-token",
              "pscale_",
              "pscale_(?:tkn|oauth|pw)_" + WORD + "{30,64}",
              "pscale_tkn_EXAMPLEexample0123456789EXAMPLEexample",
              "planetscale.com/docs"),
          begins(
              "doppler-token",
              "dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.",
              "dp\\.(?:pt|st|ct|sa|scim|audit)\\.(?:[a-z0-9_-]{2,35}\\.)?[A-Za-z0-9]{40,44}",
              "dp.pt.EXAMPLEexample0123456789EXAMPLEexample012345",
              "docs.doppler.com"));

  private CloudFormats() {}
}
