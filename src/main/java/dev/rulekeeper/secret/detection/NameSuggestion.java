package dev.rulekeeper.secret.detection;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.place.SecretUse;
import dev.rulekeeper.secret.text.Characters;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes readable secret names of hosts, users and keys. */
final class NameSuggestion {
  private static final int LONGEST = 64;

  private NameSuggestion() {}

  /** {@code parts} that are known, as one name: a host that is unknown is left out. */
  static String join(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.equals(SecretUse.UNKNOWN_HOST))
        .map(NameSuggestion::slug)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("-"));
  }

  /** The name {@code text}, or {@code kind} where it would show something of {@code value}. */
  static SecretName of(String text, String kind, String value) {
    String name = slug(text);
    String hidden = slug(value).replace("-", "");
    boolean tells = hidden.length() >= 4 && name.replace("-", "").contains(hidden);
    return new SecretName(name.isEmpty() || tells ? kind : name);
  }

  /**
   * {@code text} in lower-case letters and digits, anything else and the humps of camel case as
   * single hyphens.
   */
  static String slug(String text) {
    var slug = new StringBuilder(Math.min(text.length(), LONGEST));
    for (int i = 0; i < text.length() && slug.length() < LONGEST; i++) {
      char c = text.charAt(i);
      if (Characters.isAlphanumeric(c)) {
        if (Characters.isUpper(c) && i > 0 && Characters.isLower(text.charAt(i - 1))) {
          slug.append('-');
        }
        slug.append(Characters.isUpper(c) ? (char) (c + ('a' - 'A')) : c);
      } else if (slug.length() > 0 && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    int end = slug.length();
    while (end > 0 && slug.charAt(end - 1) == '-') {
      end--;
    }
    return slug.substring(0, end);
  }
}
