package dev.rulekeeper.secret.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.evaluation.LabelledRule.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Makes labelled rules: every kind in every position and encoding; the same for the same seed. */
final class Generator {
  private final Alphabet alphabet;
  private final RuleBuilder builder;

  Generator(long seed) {
    alphabet = new Alphabet(new Random(seed));
    builder = new RuleBuilder(alphabet);
  }

  /** {@code times} rules for every combination. */
  List<LabelledRule> rules(int times) {
    var rules = new ArrayList<LabelledRule>();
    for (int i = 0; i < times; i++) {
      positions(rules);
      webhooks(rules);
      forms(rules);
      decoys(rules);
    }
    return rules;
  }

  private void positions(List<LabelledRule> rules) {
    for (CredentialPosition position : CredentialPosition.values()) {
      for (String secret : opaque()) {
        ObjectNode rule = position.rule(builder, alphabet, secret);
        var label = position.label();
        rules.add(
            new LabelledRule(
                rule, Group.POSITION, label, "", Optional.of(position.asWritten(secret))));
      }
    }
  }

  /** Credentials that nothing but their position tells from other texts. */
  private List<String> opaque() {
    return List.of(
        alphabet.alphanumeric(alphabet.between(16, 64)),
        alphabet.hex(32),
        alphabet.hex(40),
        alphabet.uuid(),
        alphabet.base64Url(43),
        alphabet.letters(12),
        alphabet.digits(10),
        "Hunter" + alphabet.digits(2) + "!",
        alphabet.letters(5) + "/" + alphabet.digits(3) + "+" + alphabet.letters(4) + "=",
        alphabet.letters(4) + "$&%\"\\" + alphabet.digits(3),
        "pässwört-" + alphabet.digits(4));
  }

  private void webhooks(List<LabelledRule> rules) {
    for (Webhook webhook : Webhook.values()) {
      String marked = webhook.make(alphabet);
      String url = marked.replace("|", "");
      String secret = marked.substring(marked.indexOf('|') + 1, marked.lastIndexOf('|'));
      List<ObjectNode> places =
          List.of(
              builder.url(url),
              builder.log("calling " + url + " now"),
              builder.comment("[hook|" + url + "]"),
              builder.body("{\"to\": \"" + url + "\"}"),
              builder.body("{\"to\": \"" + url.replace("/", "\\/") + "\"}"),
              builder.email("<a href=\"" + url.replace("&", "&amp;") + "\">x</a>"),
              builder.variable("target", url));
      for (ObjectNode rule : places) {
        rules.add(new LabelledRule(rule, Group.WEBHOOK, webhook.label(), "", Optional.of(secret)));
      }
    }
  }

  private void forms(List<LabelledRule> rules) {
    for (TokenKind kind : TokenKind.values()) {
      for (TextPosition position : TextPosition.values()) {
        String token = kind.make(alphabet);
        ObjectNode rule = position.rule(builder, token);
        rules.add(
            new LabelledRule(rule, Group.FORM, kind.label(), position.label(), Optional.of(token)));
      }
    }
  }

  private void decoys(List<LabelledRule> rules) {
    for (Decoy decoy : Decoy.values()) {
      ObjectNode rule = decoy.rule(builder, alphabet);
      rules.add(new LabelledRule(rule, Group.DECOY, decoy.label(), "", Optional.empty()));
    }
  }
}
