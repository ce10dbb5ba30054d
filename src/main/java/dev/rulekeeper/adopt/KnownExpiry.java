package dev.rulekeeper.adopt;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.expiry.Expiry;
import dev.rulekeeper.secret.expiry.SignedAddress;
import dev.rulekeeper.secret.expiry.ValueExpiry;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.secret.render.Rendering;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * What values, and the addresses that they sign, say of their expiry.
 *
 * @param expiries what is known, by name
 */
record KnownExpiry(Map<SecretName, Expiry> expiries) {
  private static final BinaryOperator<Expiry> EARLIER =
      BinaryOperator.minBy(Comparator.comparing(Expiry::day));

  /** What {@code values} and {@code rules}, with their placeholders, say on {@code today}. */
  static KnownExpiry of(SecretMap values, Collection<Rule> rules, LocalDate today) {
    Map<SecretName, Expiry> expiries = new TreeMap<>();
    for (SecretName name : values.names()) {
      values
          .value(name)
          .flatMap(value -> ValueExpiry.of(value, today))
          .ifPresent(expiry -> expiries.put(name, expiry));
    }
    for (Rule rule : rules) {
      for (String text : rule.tagged()) {
        if (text.contains("<<secret:") && text.contains("ig")) {
          signed(text).forEach((name, expiry) -> expiries.merge(name, expiry, EARLIER));
        }
      }
    }
    return new KnownExpiry(expiries);
  }

  private static Map<SecretName, Expiry> signed(String text) {
    Map<SecretName, Expiry> signed = new TreeMap<>();
    for (SecretName name : Rendering.secretsIn(text)) {
      SignedAddress.in(text, name).ifPresent(expiry -> signed.put(name, expiry));
    }
    return signed;
  }
}
