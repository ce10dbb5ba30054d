package dev.rulekeeper.placeholder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may stand between {@code <<} and {@code >>}, and what to say of anything else. */
final class TagSyntax {
  /** The tag of a literal {@code <<}. */
  static final String OPEN = "open";

  /** The tag of a literal {@code <}, needed directly before another tag. */
  static final String LESS_THAN = "lt";

  static final String NAMES =
      "a name is made of lower-case letters, digits, '.', '_' and '-', beginning with a letter or"
          + " digit";
  static final String LITERAL = "write <<open>> for a literal <<";

  /** Longer quotes could show a secret that somebody wrote after a {@code <<}. */
  private static final int LONGEST_QUOTE = 24;

  private static final int NEAR = 2;

  private TagSyntax() {}

  /** Whether {@code inside} is a tag of rule files, to the letter. */
  static boolean isTag(String inside) {
    return inside.equals(OPEN)
        || inside.equals(LESS_THAN)
        || Tag.of(inside).isPresent()
        || (!inside.isEmpty()
            && "#/".indexOf(inside.charAt(0)) >= 0
            && Encoding.of(inside.substring(1)).isPresent());
  }

  /** The error for {@code inside}, which is no tag. */
  static PlaceholderException unknown(String inside, int offset) {
    String hint =
        (inside.startsWith("<") ? Optional.<String>empty() : suggestion(inside))
            .map(near -> "did you mean <<" + near + ">>? Otherwise " + LITERAL)
            .orElseGet(() -> explanation(inside));
    return new PlaceholderException("unknown tag <<" + quote(inside) + ">>", hint, offset);
  }

  /** The error for a {@code <<} without its {@code >>}. */
  static PlaceholderException unclosed(String inside, int offset) {
    String hint =
        inside.startsWith("<")
            ? explanation(inside)
            : LITERAL + (looksLikeOurs(inside) ? ", or close the tag with >>" : "");
    return new PlaceholderException("<<" + quote(inside) + " is not closed by >>", hint, offset);
  }

  private static boolean looksLikeOurs(String inside) {
    return inside.indexOf(':') > 0 || inside.startsWith("#") || inside.startsWith("/");
  }

  private static String explanation(String inside) {
    if (inside.isEmpty()) {
      return LITERAL;
    }
    return switch (inside.charAt(0)) {
      case '<' -> "write <<lt>> for a < directly before a tag, and <<open>> for a literal <<";
      case '#', '/' -> "the sections are base64, base64url, urlencode, json and xml";
      case '{', '&', '^', '!', '=', '$', '?', '%' ->
          "this part of mustache has no meaning in rule files; " + LITERAL;
      default -> {
        boolean kindIsKnown =
            Arrays.stream(Tag.Kind.values()).anyMatch(kind -> inside.startsWith(kind.prefix()));
        yield kindIsKnown ? NAMES : LITERAL;
      }
    };
  }

  private static Optional<String> suggestion(String inside) {
    String plain = inside.replaceAll("\\s", "");
    if (isTag(plain)) {
      return Optional.of(plain);
    }
    String lower = plain.toLowerCase(Locale.ROOT);
    int nameAt = lower.indexOf(':') + 1;
    String keyword = lower.substring(0, nameAt);
    String name = lower.substring(nameAt);
    var candidates = new ArrayList<String>();
    if (nameAt > 0) {
      for (Tag.Kind kind : Tag.Kind.values()) {
        if (kind != Tag.Kind.FRAGMENT && distance(keyword, kind.prefix()) <= NEAR) {
          candidates.add(kind.prefix() + name);
        }
      }
    } else {
      for (String word : words()) {
        if (distance(lower, word) <= (word.length() > 4 ? NEAR : 1)) {
          candidates.add(word);
        }
      }
    }
    return candidates.stream()
        .filter(TagSyntax::isTag)
        .min(Comparator.comparingInt(near -> distance(lower, near)));
  }

  private static List<String> words() {
    var words = new ArrayList<>(List.of(OPEN, LESS_THAN));
    for (Encoding encoding : Encoding.values()) {
      words.add("#" + encoding.tag());
      words.add("/" + encoding.tag());
    }
    return words;
  }

  /** The Levenshtein distance; the texts are a few words long. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > NEAR) {
      return Integer.MAX_VALUE;
    }
    var row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }

  private static String quote(String inside) {
    int end = 0;
    while (end < Math.min(inside.length(), LONGEST_QUOTE) && inside.charAt(end) >= ' ') {
      end++;
    }
    return end == inside.length() ? inside : inside.substring(0, end) + "…";
  }
}
