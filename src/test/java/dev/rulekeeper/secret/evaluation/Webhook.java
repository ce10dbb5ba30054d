package dev.rulekeeper.secret.evaluation;

import java.util.Locale;
import java.util.function.Function;

/** Addresses whose path or query is a credential; the credential stands between two bars. */
enum Webhook {
  SLACK(
      a ->
          "https://hooks.slack.com/services/|T"
              + a.upperDigits(10)
              + "/B"
              + a.upperDigits(10)
              + "/"
              + a.alphanumeric(24)
              + "|"),
  SLACK_WORKFLOW(
      a ->
          "https://hooks.slack.com/workflows/|T"
              + a.upperDigits(8)
              + "/A"
              + a.upperDigits(10)
              + "/"
              + a.digits(18)
              + "/"
              + a.alphanumeric(24)
              + "|"),
  SLACK_TRIGGER(
      a ->
          "https://hooks.slack.com/triggers/|E"
              + a.upperDigits(10)
              + "/"
              + a.digits(13)
              + "/"
              + a.hex(32)
              + "|"),
  TEAMS(
      a ->
          "https://acme.webhook.office.com/webhookb2/|"
              + a.uuid()
              + "@"
              + a.uuid()
              + "/IncomingWebhook/"
              + a.hex(32)
              + "/"
              + a.uuid()
              + "|"),
  POWER_AUTOMATE(
      a ->
          "https://prod-12.westeurope.logic.azure.com:443/workflows/"
              + a.hex(32)
              + "/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=|"
              + a.base64Url(43)
              + "|"),
  POWER_PLATFORM(
      a ->
          "https://default"
              + a.hex(30)
              + ".4f.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/"
              + a.hex(32)
              + "/triggers/manual/paths/invoke?api-version=1&sig=|"
              + a.base64Url(43)
              + "|"),
  DISCORD(a -> "https://discord.com/api/webhooks/" + a.digits(18) + "/|" + a.base64Url(68) + "|"),
  APPS_SCRIPT(a -> "https://script.google.com/macros/s/|AKfycb" + a.base64Url(50) + "|/exec"),
  GOOGLE_CHAT(
      a ->
          "https://chat.googleapis.com/v1/spaces/"
              + a.alphanumeric(11)
              + "/messages?key={{key}}&token=|"
              + a.base64Url(43)
              + "|"),
  ATLASSIAN_OLD(a -> "https://automation.atlassian.com/pro/hooks/|" + a.hex(40) + "|"),
  ATLASSIAN_NEW(
      a ->
          "https://api-private.atlassian.com/automation/webhooks/jira/a/"
              + a.uuid()
              + "/"
              + a.uuid()
              + "/|"
              + a.hex(40)
              + "|"),
  ZAPIER(
      a -> "https://hooks.zapier.com/hooks/catch/|" + a.digits(7) + "/" + a.lowerDigits(7) + "|/"),
  MAKE(a -> "https://hook.eu1.make.com/|" + a.lowerDigits(32) + "|"),
  IFTTT(a -> "https://maker.ifttt.com/trigger/done/with/key/|" + a.base64Url(43) + "|"),
  PAGERDUTY(a -> "https://events.pagerduty.com/integration/|" + a.hex(32) + "|/enqueue"),
  TELEGRAM(
      a ->
          "https://api.telegram.org/bot|" + a.digits(10) + ":" + a.base64Url(35) + "|/sendMessage"),
  MATTERMOST(a -> "https://chat.acme.test/hooks/|" + a.lowerDigits(26) + "|");

  @SuppressWarnings("ImmutableEnumChecker") // Pure functions.
  private final Function<Alphabet, String> maker;

  Webhook(Function<Alphabet, String> maker) {
    this.maker = maker;
  }

  /** A new address with the credential between two bars. */
  String make(Alphabet alphabet) {
    return maker.apply(alphabet);
  }

  /** As in a report. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
