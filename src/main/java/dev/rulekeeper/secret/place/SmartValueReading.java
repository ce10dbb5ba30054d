package dev.rulekeeper.secret.place;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the smart values in one text read, as far as that can be told before the rule runs.
 *
 * @param words every word in them, in one spelling; whoever is named by none of them is not read
 * @param followed whether that is certain: not where something in the text could be a smart value
 *     of another kind, or be made one
 * @param dumped whether the site may write what is read into the audit log, as {@code debug} does
 * @param answer whether the answer to a web request is read, other than its status
 */
record SmartValueReading(Set<String> words, boolean followed, boolean dumped, boolean answer) {
  private static final SmartValueReading NOTHING =
      new SmartValueReading(Set.of(), true, false, false);

  /** How the site calls the answer to a web request. */
  private static final Set<String> ANSWERS =
      Set.of("webresponse", "webresponses", "webhookresponse", "webhookresponses");

  private static final Set<String> STATUS = Set.of("webresponse.status", "webhookresponse.status");

  /** Begins the ids of smart values, which may be known by them. */
  private static final String ID = "_customsmartvalue";

  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** What may stand in a smart value, beside letters and digits, outside of quoted texts. */
  private static final String PLAIN = " _.,:()[]|-#^/";

  /** Braces as other syntaxes write them. */
  private static final Set<String> DISGUISES =
      Set.of(
          "&lcub;", "&lbrace;", "\\u007b", "\\u{7b}", "\\x7b", "%7b", "\uFF5B", "\uFE5B", "\u2774");

  /** Copies the set. */
  SmartValueReading {
    words = Set.copyOf(words);
  }

  /** What {@code text}, as the site has it, reads. */
  static SmartValueReading of(String text) {
    boolean disguised = isDisguised(text);
    if (!disguised && !text.contains(OPEN)) {
      return NOTHING;
    }
    Set<String> words = new TreeSet<>();
    boolean followed = !disguised;
    boolean answer = false;
    int at = text.indexOf(OPEN);
    while (at >= 0) {
      int end = text.indexOf(CLOSE, at);
      String inside = text.substring(at + OPEN.length(), end < 0 ? text.length() : end);
      String expression = folded(inside);
      Set<String> read = new TreeSet<>(words(expression));
      // A name with a blank in it may be taken for the one without.
      read.addAll(words(expression.replace(" ", "")));
      words.addAll(read);
      followed &= end >= 0 && isPlain(inside) && !expression.contains(ID);
      answer |= !STATUS.contains(expression.strip()) && read.stream().anyMatch(ANSWERS::contains);
      at = end < 0 ? -1 : text.indexOf(OPEN, end);
    }
    boolean dumped = words.contains("debug");
    return new SmartValueReading(words, followed, dumped, answer || dumped || !followed);
  }

  /** Whether everything that reads a smart value of this name can be told by the name. */
  static boolean isFollowed(String name) {
    return !name.isEmpty()
        && (isLetter(name.charAt(0)) || name.charAt(0) == '_')
        && name.chars()
            .allMatch(c -> isLetter((char) c) || isDigit((char) c) || "_-.".indexOf(c) >= 0);
  }

  /** Whether the text may read the smart value {@code name}, whose name {@link #isFollowed}. */
  boolean mayRead(String name) {
    return !followed || words.containsAll(words(folded(name)));
  }

  /** In one spelling, as sites read names whatever their case and their form of Unicode. */
  private static String folded(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String text) {
    Set<String> words = new TreeSet<>();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside =
          i < text.length() && (Character.isLetterOrDigit(text.charAt(i)) || text.charAt(i) == '_');
      if (!inside) {
        if (i > start) {
          words.add(text.substring(start, i));
        }
        start = i + 1;
      }
    }
    return words;
  }

  /** Whether {@code inside} is a path with functions on it, and nothing else. */
  private static boolean isPlain(String inside) {
    char quote = 0;
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      if (c == '{' || Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
        return false;
      }
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (!Character.isLetterOrDigit(c) && PLAIN.indexOf(c) < 0) {
        return false;
      }
    }
    return quote == 0;
  }

  /** Whether {@code text} holds braces that only another syntax shows, as HTML and JSON do. */
  private static boolean isDisguised(String text) {
    if (text.indexOf('&') < 0
        && text.indexOf('\\') < 0
        && text.indexOf('%') < 0
        && text.chars().allMatch(c -> c < 0x80)) {
      return false;
    }
    String lower = text.toLowerCase(Locale.ROOT).replace("%25", "%").replace("&amp;", "&");
    return DISGUISES.stream().anyMatch(lower::contains) || hasNumberOfBrace(lower);
  }

  private static boolean hasNumberOfBrace(String lower) {
    int at = lower.indexOf("&#");
    while (at >= 0) {
      int digits = at + 2;
      boolean hex = lower.startsWith("x", digits);
      digits += hex ? 1 : 0;
      while (lower.startsWith("0", digits)) {
        digits++;
      }
      if (lower.startsWith(hex ? "7b" : "123", digits)) {
        return true;
      }
      at = lower.indexOf("&#", at + 2);
    }
    return false;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
