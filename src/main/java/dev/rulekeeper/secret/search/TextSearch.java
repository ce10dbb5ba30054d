package dev.rulekeeper.secret.search;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds many texts in one pass over another. A look at three characters tells of nearly every
 * position that none begins there, a look at six of nearly all others; how one begins is then
 * looked up, and what follows is compared, so that a value of a megabyte or a thousand of them take
 * little memory.
 *
 * @param <T> what each text stands for
 */
public final class TextSearch<T> {
  /** The shortest text that can be searched for. */
  public static final int SHORTEST = 6;

  /** A text to find, of {@link #SHORTEST} characters at least. */
  record Needle<T>(String text, T what) {}

  /** Where one was found. */
  record Match<T>(int start, int end, T what) {}

  /** How many beginnings are told apart; a power of two. */
  private static final int FILTER = 1 << 16;

  /** How many characters the first look takes. */
  private static final int FIRST = 3;

  private final Map<String, List<Needle<T>>> byBeginning;
  private final BitSet first;
  private final BitSet whole;

  private TextSearch(Map<String, List<Needle<T>>> byBeginning) {
    this.byBeginning = byBeginning;
    this.first = new BitSet(FILTER);
    this.whole = new BitSet(FILTER);
    for (String beginning : byBeginning.keySet()) {
      first.set(hash(beginning, 0, FIRST));
      whole.set(hash(beginning, 0, SHORTEST));
    }
  }

  /** A search for {@code needles}; the same text may be there more than once. */
  static <T> TextSearch<T> of(List<Needle<T>> needles) {
    Map<String, List<Needle<T>>> byBeginning = new HashMap<>();
    for (Needle<T> needle : needles) {
      byBeginning
          .computeIfAbsent(needle.text().substring(0, SHORTEST), key -> new ArrayList<>(1))
          .add(needle);
    }
    return new TextSearch<>(byBeginning);
  }

  private static int hash(String text, int at, int length) {
    int hash = 0;
    for (int i = at; i < at + length; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return (hash ^ (hash >>> 16)) & (FILTER - 1);
  }

  /** Whether there is nothing to find. */
  boolean isEmpty() {
    return byBeginning.isEmpty();
  }

  /** All places, overlapping ones too, by start; the longest first where several start. */
  List<Match<T>> find(String text) {
    var matches = new ArrayList<Match<T>>();
    if (isEmpty()) {
      return matches;
    }
    int last = text.length() - SHORTEST;
    for (int at = 0; at <= last; at++) {
      if (first.get(hash(text, at, FIRST)) && whole.get(hash(text, at, SHORTEST))) {
        List<Needle<T>> known = byBeginning.get(text.substring(at, at + SHORTEST));
        if (known != null) {
          addMatches(known, text, at, matches);
        }
      }
    }
    if (matches.size() > 1) {
      Comparator<Match<T>> byStart = Comparator.comparingInt(Match::start);
      matches.sort(byStart.thenComparing(Match::end, Comparator.reverseOrder()));
    }
    return matches;
  }

  private static <T> void addMatches(
      List<Needle<T>> known, String text, int at, List<Match<T>> matches) {
    for (Needle<T> needle : known) {
      if (text.startsWith(needle.text(), at)) {
        matches.add(new Match<>(at, at + needle.text().length(), needle.what()));
      }
    }
  }
}
