package dev.rulekeeper.secret;

import dev.rulekeeper.rule.SecretName;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes readable secret names of hosts, users and keys. */
final class Suggestion {
  private static final int LONGEST = 64;

  private Suggestion() {}

  /** {@code parts} that are known, as one name: a host that is unknown is left out. */
  static String join(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.equals(SecretUse.UNKNOWN_HOST))
        .map(Suggestion::slug)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }

  /** The name {@code text}, or {@code kind} where it would show something of {@code value}. */
  static SecretName of(String text, String kind, String value) {
    String name = slug(text);
    String hidden = slug(value);
    boolean tells = hidden.length() >= 4 && name.contains(hidden);
    return new SecretName(name.isEmpty() || tells ? kind : name);
  }

  /** {@code text} in lower-case letters and digits, anything else as single hyphens. */
  static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.length() <= LONGEST
        ? slug
        : slug.substring(0, LONGEST).replaceAll("-[^-]{0,10}$", "").replaceAll("-$", "");
  }
}
