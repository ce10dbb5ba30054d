package dev.rulekeeper.secret.search;

import java.util.ArrayList;
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

  /** How many bits tell beginnings apart. */
  private static final int FILTER_BITS = 16;

  /** The bits of three characters. */
  private static final long THREE = (1L << (3 * Character.SIZE)) - 1;

  /** An odd number whose bits look random: a product with it spreads what differs little. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  /** In the filter, that some beginning has these first three characters. */
  private static final byte FIRST = 1;

  /** In the filter, that some beginning has these characters. */
  private static final byte WHOLE = 2;

  private final Map<String, List<Needle<T>>> byBeginning;
  private final byte[] filter = new byte[1 << FILTER_BITS];

  private TextSearch(Map<String, List<Needle<T>>> byBeginning) {
    this.byBeginning = byBeginning;
    for (String beginning : byBeginning.keySet()) {
      filter[ofThree(three(beginning))] |= FIRST;
      filter[ofAll(beginning, 0)] |= WHOLE;
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

  /** The last three characters up to {@code c}, where {@code three} are those before it. */
  private static long next(long three, char c) {
    return ((three << Character.SIZE) | c) & THREE;
  }

  private static long three(String text) {
    return next(next(text.charAt(0), text.charAt(1)), text.charAt(2));
  }

  private static int ofThree(long three) {
    return (int) ((three * SPREAD) >>> (Long.SIZE - FILTER_BITS));
  }

  private static int ofAll(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + SHORTEST; i++) {
      hash = hash * 31 + text.charAt(i);
    }
    return (hash ^ (hash >>> FILTER_BITS)) & ((1 << FILTER_BITS) - 1);
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
    long three = last < 0 ? 0 : next(text.charAt(0), text.charAt(1));
    for (int at = 0; at <= last; at++) {
      three = next(three, text.charAt(at + 2));
      if ((filter[ofThree(three)] & FIRST) != 0 && (filter[ofAll(text, at)] & WHOLE) != 0) {
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
