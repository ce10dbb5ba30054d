package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/** Token forms of payment, monitoring, planning and other services. */
final class ServiceFormats {
  static final List<TokenFormat> TABLE =
      List.of(
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
              "shopify-token",
              "shpat_ shpca_ shppa_ shpss_",
              "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}",
              "shpat_0123456789abcdef0123456789abcdef",
              "shopify.dev/docs/api/usage/authentication"),
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
              "grafana-token",
              "glsa_ glc_",
              "gl(?:sa|c)_[A-Za-z0-9+/_=]{30,400}",
              "glsa_EXAMPLEexample0123456789EXAMPLEex_0a1b2c3d",
              "grafana.com/docs"),
          begins(
              "dynatrace-token",
              "dt0",
              "dt0[a-z][0-9]{2}\\.[A-Z0-9]{24}\\.[A-Z0-9]{40,96}",
              "dt0c01.EXAMPLE0123456789EXAMPLE."
                  + "EXAMPLE0123456789EXAMPLE0123456789EXAMPLE0123456789EXAMPLE01234567",
              "docs.dynatrace.com"));

  private ServiceFormats() {}
}
