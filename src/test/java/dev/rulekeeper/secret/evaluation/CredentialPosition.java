package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.placeholder.Encoding;
import java.util.List;
import java.util.Locale;

/** Where a credential stands by the structure of a rule, whatever it looks like. */
enum CredentialPosition {
  AUTHORIZATION_BEARER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header(
          "Authorization",
          a.oneOf(List.of("Bearer ", "bearer ", "BEARER ")) + secret,
          a.between(0, 1) == 0);
    }
  },
  AUTHORIZATION_OTHER_SCHEME {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var scheme =
          a.oneOf(
              List.of(
                  "GenieKey ",
                  "Token token=",
                  "Token ",
                  "ApiKey ",
                  "SSWS ",
                  "Api-Token ",
                  "JWT ",
                  "Splunk ",
                  "Key ",
                  "geniekey "));
      return b.header(a.oneOf(List.of("Authorization", "authorization")), scheme + secret, false);
    }
  },
  AUTHORIZATION_PLAIN {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header("Authorization", secret, false);
    }
  },
  BASIC_PASSWORD {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var user = a.oneOf(List.of("bot@acme.test", "ci", "", "agent@acme.test/token"));
      return b.header(
          "Authorization", "Basic " + Encoding.BASE64.encode(user + ":" + secret), true);
    }
  },
  BASIC_USER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header("Authorization", "Basic " + Encoding.BASE64.encode(secret + ":"), false);
    }
  },
  CREDENTIAL_HEADER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var name =
          a.oneOf(
              List.of(
                  "X-Api-Key",
                  "x-api-key",
                  "DD-API-KEY",
                  "DD-APPLICATION-KEY",
                  "PRIVATE-TOKEN",
                  "X-Automation-Webhook-Token",
                  "X-Vault-Token",
                  "X-Auth-Token",
                  "apikey",
                  "Proxy-Authorization",
                  "X-Shopify-Access-Token",
                  "Ocp-Apim-Subscription-Key",
                  "X-Auth-Key",
                  "X-Gitlab-Token",
                  "X-Goog-Api-Key",
                  "X-Webhook-Secret"));
      return b.header(name, secret, false);
    }
  },
  HIDDEN_HEADER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header(a.oneOf(List.of("X-Tenant", "X-Client", "Signed-By")), secret, true);
    }
  },
  COOKIE {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header("Cookie", "lang=en; session=" + secret.replace(";", ""), false);
    }
  },
  COOKIE_ALONE {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header("Cookie", "sid=" + secret.replace(";", ""), false);
    }
  },
  AUTHORIZATION_LIKE_A_NAME {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.header("Authorization", a.oneOf(List.of("Bearer: ", "Token: ")) + secret, false);
    }
  },
  DATA_CENTER_HEADER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      ObjectNode value = ExactJson.object().put("url", b.url());
      ObjectNode header = value.putArray("headers").addObject().put("name", "PRIVATE-TOKEN");
      header.putObject("value").put("keyOrValue", secret).put("secret", false);
      return b.action("jira.issue.outgoing.webhook", value);
    }
  },
  URL_PASSWORD {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.url("https://bot:" + Encoding.URLENCODE.encode(secret) + "@" + b.host() + "/x");
    }
  },
  URL_PARAMETER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var name =
          a.oneOf(
              List.of(
                  "token",
                  "api_key",
                  "apikey",
                  "access_token",
                  "sig",
                  "signature",
                  "secret",
                  "password",
                  "pwd",
                  "auth",
                  "client_secret",
                  "private_token",
                  "subscription-key",
                  "X-Amz-Signature",
                  "hapikey",
                  "authToken"));
      return b.url(
          "https://"
              + b.host()
              + "/x?page=2&"
              + name
              + "="
              + Encoding.URLENCODE.encode(secret)
              + "&id={{issue.id}}");
    }
  },
  URL_PARAMETER_AFTER_A_SMART_HOST {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.url("{{baseUrl}}/x?token=" + Encoding.URLENCODE.encode(secret));
    }
  },
  URL_FRAGMENT {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.url("https://" + b.host() + "/#access_token=" + Encoding.URLENCODE.encode(secret));
    }
  },
  JSON_IN_A_URL_PARAMETER {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.url("https://" + b.host() + "/?data=" + Encoding.URLENCODE.encode(json(a, secret)));
    }
  },
  WEBHOOK_TOKEN {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      ObjectNode rule = b.rule();
      rule.putObject("trigger")
          .put("component", "TRIGGER")
          .put("type", "jira.incoming.webhook")
          .putObject("value")
          .put("webhookToken", secret);
      return rule;
    }
  },
  WEBHOOK_OF_AN_UNKNOWN_HOST {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.action(
          a.oneOf(List.of("slack.notification", "msteams.notification")),
          ExactJson.object()
              .put(
                  "webhookUrl",
                  "https://" + b.host() + "/in/" + Encoding.URLENCODE.encode(secret)));
    }
  },
  FORM_FIELD {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var name = a.oneOf(List.of("client_secret", "password", "token", "api_key"));
      return b.body(
          "grant_type=client_credentials&id={{issue.id}}&"
              + name
              + "="
              + Encoding.URLENCODE.encode(secret));
    }
  },
  JSON_KEY {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.body(json(a, secret));
    }
  },
  JSON_KEY_IN_NEARLY_JSON {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.body("{\"id\": {{issue.id}}, {{#if}}\"a\": 1,{{/}} " + json(a, secret).substring(1));
    }
  },
  JSON_KEY_INSIDE_A_JSON_STRING {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.body("{\"payload\": \"" + Encoding.JSON.encode(json(a, secret)) + "\"}");
    }
  },
  JSON_NAME_AND_VALUE {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var json = Encoding.JSON.encode(secret);
      return b.body("{\"headers\": [{\"name\": \"X-Api-Key\", \"value\": \"" + json + "\"}]}");
    }
  },
  YAML_BODY {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var plain = secret.replaceAll("[^A-Za-z0-9_/+=-]", "");
      return b.body("user: bot\ntoken: " + plain + "\nid: {{issue.id}}");
    }

    @Override
    String asWritten(String secret) {
      return secret.replaceAll("[^A-Za-z0-9_/+=-]", "");
    }
  },
  SCRIPT {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var plain = secret.replaceAll("[\"\\\\]", "");
      return b.action(
          "codebarrel.action.groovy",
          ExactJson.object().put("script", "def apiToken = \"" + plain + "\"\nlog(apiToken)"));
    }

    @Override
    String asWritten(String secret) {
      return secret.replaceAll("[\"\\\\]", "");
    }
  },
  XML_ELEMENT {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var plain = secret.replace("<", "").replace("&", "");
      return b.body("<login><user>bot</user><password>" + plain + "</password></login>");
    }

    @Override
    String asWritten(String secret) {
      return secret.replace("<", "").replace("&", "");
    }
  },
  VARIABLE {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      var name =
          a.oneOf(
              List.of(
                  "apiToken",
                  "gitlab_token",
                  "jenkins password",
                  "clientSecret",
                  "API_KEY",
                  "token1",
                  "prodToken",
                  "tokenForGitlab"));
      return b.variable(name, secret);
    }
  },
  VARIABLE_WITH_A_SCHEME {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      return b.variable("authToken", "Bearer " + secret);
    }
  },
  CONNECTION {
    @Override
    ObjectNode rule(RuleBuilder b, Alphabet a, String secret) {
      ObjectNode rule = b.rule();
      rule.putArray("connections")
          .addObject()
          .put("authType", "API_TOKEN")
          .put("targetConfigJson", json(a, secret));
      return rule;
    }
  };

  private static String json(Alphabet a, String secret) {
    var key =
        a.oneOf(
            List.of(
                "token",
                "apiKey",
                "api_key",
                "password",
                "client_secret",
                "accessToken",
                "private_key",
                "routing_key",
                "authToken",
                "X-Api-Key",
                "passphrase"));
    return "{\"a\": {\"b\": [{\"" + key + "\": \"" + Encoding.JSON.encode(secret) + "\"}]}}";
  }

  /** A rule with {@code secret} in this position. */
  abstract ObjectNode rule(RuleBuilder builder, Alphabet alphabet, String secret);

  /** The part of {@code secret} that this position can hold. */
  String asWritten(String secret) {
    return secret;
  }

  /** As in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
