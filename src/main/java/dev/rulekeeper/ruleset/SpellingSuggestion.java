package dev.rulekeeper.ruleset;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a word that does not exist. */
public final class SpellingSuggestion {
  private SpellingSuggestion() {}

  /** The word of {@code known} that {@code word} is a slip of, by at most two characters. */
  public static Optional<String> meant(String word, Collection<String> known) {
    int most = word.length() < 5 ? 1 : 2;
    return known.stream()
        .filter(other -> !other.equals(word))
        .filter(other -> Math.abs(other.length() - word.length()) <= most)
        .filter(other -> distance(word, other) <= most)
        .min(
            Comparator.comparingInt((String other) -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()));
  }

  /**
   * Whether one letter of {@code word} is wrong, too many or missing, or two have changed places.
   */
  static boolean isSlip(String word, String meant) {
    return distance(word, meant) == 1 || (distance(word, meant) == 2 && isAnagram(word, meant));
  }

  private static boolean isAnagram(String left, String right) {
    return Arrays.equals(
        left.toLowerCase(Locale.ROOT).chars().sorted().toArray(),
        right.toLowerCase(Locale.ROOT).chars().sorted().toArray());
  }

  /** {@code did you mean X?} or {@code ""}. */
  public static String question(String word, Collection<String> known) {
    return meant(word, known).map(other -> "did you mean " + other + "?").orElse("");
  }

  /** Levenshtein's distance, with letters in either case the same. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
