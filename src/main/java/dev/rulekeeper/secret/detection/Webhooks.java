package dev.rulekeeper.secret.detection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts whose addresses hold a credential in their path. Microsoft's flows and Google Chat hold it
 * in the query, which {@link UrlLayer} looks at anyway.
 */
final class Webhooks {
  private static final int LONGEST_HINT = 200;

  /**
   * The table: what it is, a text that all of them hold, which host, and the path with the
   * credential as its first group.
   */
  private static final List<Webhook> KNOWN =
      List.of(
          // https://api.slack.com/messaging/webhooks
          webhook(
              "slack-webhook",
              "slack",
              "hooks\\.slack(?:-gov)?\\.com",
              "/(?:services|workflows|triggers)/([^/?#]+/[^/?#]+/[^?#\\s]+)"),
          // https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors
          webhook(
              "teams-webhook",
              "office",
              "[a-z0-9-]+\\.webhook\\.office\\.com",
              "/webhookb2/([^?#\\s]+)"),
          webhook(
              "teams-webhook", "office", "outlook\\.office(?:365)?\\.com", "/webhook/([^?#\\s]+)"),
          // https://discord.com/developers/docs/resources/webhook
          webhook(
              "discord-webhook",
              "discord",
              "(?:[a-z]+\\.)?discord(?:app)?\\.com",
              "/api(?:/v[0-9]+)?/webhooks/[0-9]+/([^/?#\\s]+)"),
          // https://developers.google.com/apps-script/guides/web
          webhook(
              "google-apps-script",
              "script.google",
              "script\\.google(?:usercontent)?\\.com",
              "/(?:a/)?(?:macros/)?(?:[^/?#\\s]+/)?s/([^/?#\\s]+)"),
          // https://support.atlassian.com/cloud-automation: incoming webhook trigger, old and new
          webhook(
              "atlassian-webhook",
              "atlassian",
              "automation\\.atlassian\\.com",
              "/pro/hooks/([^/?#\\s]+)"),
          webhook(
              "atlassian-webhook",
              "atlassian",
              ".+\\.atlassian\\.(?:com|net)",
              "/(?:gateway/api/)?automation/webhooks/[a-z]+/a/[^/?#\\s]+/[^/?#\\s]+/([^/?#\\s]+)"),
          // https://docs.opsgenie.com and https://developer.pagerduty.com: events by key in path
          webhook(
              "pagerduty-integration",
              "pagerduty",
              "events\\.(?:eu\\.)?pagerduty\\.com",
              "/(?:integration|x-ere)/([^/?#\\s]+)"),
          webhook(
              "victorops-integration",
              "victorops",
              "alert\\.victorops\\.com",
              "/integrations/generic/[0-9]+/alert/([^/?#\\s]+)"),
          // https://zapier.com/help, https://www.make.com/en/help, https://ifttt.com/maker_webhooks
          webhook(
              "zapier-webhook",
              "zapier",
              "hooks\\.zapier\\.com",
              "/hooks/(?:catch|standard)/([0-9]+/[^/?#\\s]+)"),
          webhook(
              "make-webhook",
              "hook.",
              "hook\\.(?:[a-z0-9]+\\.)?(?:make|integromat)\\.com",
              "/([^/?#\\s]+)"),
          webhook(
              "ifttt-webhook",
              "ifttt",
              "maker\\.ifttt\\.com",
              "/trigger/[^/?#\\s]+(?:/json)?/with/key/([^/?#\\s]+)"),
          webhook(
              "webex-webhook",
              "v1/webhooks/incoming",
              "(?:webexapis|api\\.ciscospark)\\.com",
              "/v1/webhooks/incoming/([^/?#\\s]+)"),
          // https://core.telegram.org/bots/api#making-requests
          webhook("telegram-bot", "telegram", "api\\.telegram\\.org", "/bot([^/?#\\s]+)"),
          webhook(
              "workato-webhook",
              "workato",
              "(?:hooks|webhooks(?:\\.[a-z]+)?)\\.workato\\.com",
              "/webhooks/rest/([^?#\\s]+)"),
          webhook("tines-webhook", "tines", ".+\\.tines\\.(?:com|io)", "/webhook/([^?#\\s]+)"),
          webhook(
              "pabbly-webhook",
              "pabbly",
              "connect\\.pabbly\\.com",
              "/workflow/sendwebhookdata/([^/?#\\s]+)"),
          // https://open.larksuite.com/document: custom bots
          webhook(
              "lark-webhook",
              "open-apis",
              "open\\.(?:larksuite\\.com|feishu\\.cn)",
              "/open-apis/bot/v2/hook/([^/?#\\s]+)"),
          webhook(
              "glip-webhook",
              "hooks.",
              "hooks\\.(?:glip|ringcentral)\\.com",
              "/webhook/([^?#\\s]+)"),
          webhook("healthchecks-ping", "hc-ping", "hc-ping\\.com", "/([^/?#\\s]+)"),
          webhook("cronitor-ping", "cronitor", "cronitor\\.link", "/(?:p/)?([^/?#\\s]{16,})"),
          // Hooks that start a build or a deployment
          webhook(
              "vercel-deploy-hook",
              "vercel",
              "api\\.vercel\\.com",
              "/v1/integrations/deploy/[^/?#\\s]+/([^/?#\\s]+)"),
          webhook(
              "netlify-build-hook", "netlify", "api\\.netlify\\.com", "/build_hooks/([^/?#\\s]+)"),
          webhook(
              "cloudflare-deploy-hook",
              "deploy_hooks",
              "api\\.cloudflare\\.com",
              "/client/v4/pages/webhooks/deploy_hooks/([^/?#\\s]+)"),
          webhook(
              "sentry-release-hook",
              "sentry",
              "(?:.+\\.)?sentry\\.io",
              "/api/hooks/release/[^/?#\\s]+/[0-9]+/([^/?#\\s]+)"),
          webhook("n8n-webhook", "n8n", ".+\\.n8n\\.cloud", "/webhook(?:-test)?/([^/?#\\s]{16,})"),
          // Mattermost and Rocket.Chat run on hosts of their own; only the form of the path tells.
          webhook("mattermost-webhook", "/hooks/", ".+", "/hooks/([a-z0-9]{26})(?![^/?#\\s])"),
          webhook(
              "rocket-chat-webhook",
              "/hooks/",
              ".+",
              "/hooks/([A-Za-z0-9]{17,24}/[A-Za-z0-9]{30,64})"));

  private Webhooks() {}

  private record Webhook(String kind, String hint, Pattern host, Pattern path) {}

  private static Webhook webhook(String kind, String hint, String host, String path) {
    return new Webhook(
        kind, hint, Pattern.compile("\\A(?:" + host + ")"), Pattern.compile("\\A" + path));
  }

  /** A credential in a path. */
  record Secret(String kind, int start, int end) {}

  /**
   * The credential in the path of an address.
   *
   * @param host in lower case
   * @param text holds the path from {@code start} to {@code end}
   */
  static Optional<Secret> find(String host, String text, int start, int end) {
    if (end - start < 2) {
      return Optional.empty();
    }
    String address = host + text.substring(start, Math.min(end, start + LONGEST_HINT));
    for (Webhook webhook : KNOWN) {
      if (address.contains(webhook.hint()) && webhook.host().matcher(host).matches()) {
        Matcher path = webhook.path().matcher(text).region(start, end);
        if (path.lookingAt()) {
          return Optional.of(new Secret(webhook.kind(), path.start(1), path.end(1)));
        }
      }
    }
    return Optional.empty();
  }
}
