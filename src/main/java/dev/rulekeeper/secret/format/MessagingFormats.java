package dev.rulekeeper.secret.format;

import static dev.rulekeeper.secret.format.TokenFormat.begins;
import static dev.rulekeeper.secret.format.TokenFormat.holds;
import static dev.rulekeeper.secret.format.TokenFormat.proven;
import static dev.rulekeeper.secret.format.TokenFormats.WORD;

import java.util.List;

/** Token forms of chats, mail and telephones. */
final class MessagingFormats {
  static final List<TokenFormat> TABLE =
      List.of(
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
              "twilio-auth-token",
              "AC",
              "AC[0-9a-f]{32}:([0-9a-f]{32})",
              "AC0123456789abcdef0123456789abcdef:abcdef0123456789abcdef0123456789",
              "www.twilio.com/docs/iam/api/authtoken"),
          holds(
              "telegram-bot-token",
              ":AA",
              12,
              "[0-9]{8,12}:AA" + WORD + "{32,36}",
              "123456789:AAEXAMPLEexample0123456789EXAMPLEex",
              "core.telegram.org/bots/api"),
          proven(
              "mailchimp-key",
              "-us",
              "(?<!" + WORD + ")[0-9a-f]{32}-us[0-9]{1,2}(?!" + WORD + ")",
              t -> true,
              "0123456789abcdef0123456789abcdef-us12",
              "mailchimp.com/developer"));

  private MessagingFormats() {}
}
