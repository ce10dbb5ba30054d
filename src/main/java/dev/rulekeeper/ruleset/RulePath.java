package dev.rulekeeper.ruleset;

import dev.rulekeeper.rule.Rule;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the file of a new rule goes. Paths hold letters, digits and {@code -} only, whatever a name
 * holds.
 */
final class RulePath {
  private static final int MAX_SLUG = 60;
  private static final int MAX_BYTES = 150;
  private static final int SUFFIX = 6;

  /** Names that Windows keeps for devices, whatever follows the dot; Git refuses them too. */
  private static final Pattern DEVICE = Pattern.compile("con|prn|aux|nul|com[0-9]|lpt[0-9]");

  private RulePath() {}

  /** {@code rules/<scope>/<slug>.yaml}, with the end of the id where that is {@code taken}. */
  static String of(Rule rule, Set<String> taken, RuleFolders folders) {
    String base = "rules/" + folders.of(rule.scopes()) + "/" + slug(rule.name());
    String id = rule.id().toString();
    String path = base + ".yaml";
    if (taken.contains(path)) {
      path = base + "-" + id.substring(id.length() - SUFFIX) + ".yaml";
    }
    return taken.contains(path) ? base + "-" + id + ".yaml" : path;
  }

  /** Whether Windows would not take a folder of that name. */
  static boolean isDevice(String name) {
    return DEVICE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }

  private static String slug(String name) {
    String slug =
        plainLatin(Normalizer.normalize(name, Normalizer.Form.NFKC))
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}\\p{M}]+", "-")
            .replaceAll("^[-\\p{M}]+", "");
    String cut = cut(slug).replaceAll("-$", "");
    if (isDevice(cut)) {
      return "rule-" + cut;
    }
    return cut.isEmpty() || !isWritable(cut) ? "rule" : cut;
  }

  /** Latin letters without their accents; those of other scripts would become others. */
  private static String plainLatin(String text) {
    if (StandardCharsets.US_ASCII.newEncoder().canEncode(text)) {
      return text;
    }
    StringBuilder plain = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              String letter = Character.toString(character);
              boolean latin =
                  Character.UnicodeScript.of(character) == Character.UnicodeScript.LATIN;
              plain.append(
                  latin
                      ? Normalizer.normalize(letter, Normalizer.Form.NFKD).replaceAll("\\p{M}", "")
                      : letter);
            });
    return plain.toString();
  }

  /** As much as file systems and people take: 60 characters, and 150 bytes. */
  private static String cut(String slug) {
    StringBuilder kept = new StringBuilder();
    int bytes = 0;
    for (int character : slug.codePoints().limit(MAX_SLUG).toArray()) {
      bytes += Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > MAX_BYTES) {
        break;
      }
      kept.appendCodePoint(character);
    }
    return kept.toString();
  }

  /**
   * Whether this Java can write a file of that name: it depends on the locale it was started in.
   */
  private static boolean isWritable(String slug) {
    try {
      return Path.of(slug).toString().equals(slug);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
