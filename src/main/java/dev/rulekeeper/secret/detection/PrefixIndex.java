package dev.rulekeeper.secret.detection;

import dev.rulekeeper.secret.text.Characters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Things by the first three characters of their texts, each cut down to five bits, which are the
 * same for small letters and capitals. One look-up tells of nearly every position of a text that
 * none begins there, and never that none does where one does.
 */
final class PrefixIndex<T> {
  /** How many characters count. */
  static final int LENGTH = 3;

  private static final int BITS = 5;

  /** How many beginnings are told apart. */
  static final int SIZE = 1 << (LENGTH * BITS);

  private static final int DIGIT = 27;
  private static final int JOINT = 28;
  private static final int QUOTE = 29;
  private static final int OTHER = 30;

  /** The bits of every ASCII character. */
  private static final String FOLDED = folded();

  private final List<List<T>> things = new ArrayList<>(Collections.nCopies(SIZE, List.of()));

  private static String folded() {
    var folded = new StringBuilder(128);
    for (char c = 0; c < 128; c++) {
      folded.append((char) fold(c));
    }
    return folded.toString();
  }

  private static int fold(char c) {
    if (Characters.isLetter(c)) {
      return c & 31;
    }
    if (c <= ' ') {
      return 0;
    }
    if (Characters.isDigit(c)) {
      return DIGIT;
    }
    return c == '-' || c == '_' ? JOINT : c == '"' || c == '\'' ? QUOTE : OTHER;
  }

  /** The bits of the characters of {@code hash} but for the first, and of {@code c}. */
  static int next(int hash, char c) {
    int bits = c < 128 ? FOLDED.charAt(c) : Character.toLowerCase(c) & 31;
    return ((hash << BITS) | bits) & (SIZE - 1);
  }

  /** The bits of the characters of {@code text} from {@code at} on. */
  static int hash(String text, int at) {
    int hash = 0;
    for (int i = at; i < at + LENGTH; i++) {
      hash = next(hash, i < text.length() ? text.charAt(i) : '\0');
    }
    return hash;
  }

  /** The bits of all texts whose first characters are the first {@code certain} ones of this. */
  static IntStream hashes(String text, int certain) {
    int known = Math.min(certain, LENGTH);
    int hash = 0;
    for (int i = 0; i < known; i++) {
      hash = next(hash, text.charAt(i));
    }
    int free = (LENGTH - known) * BITS;
    int first = hash << free;
    return IntStream.range(first, first + (1 << free));
  }

  /** Adds what texts stand for that begin with the first {@code certain} characters of this. */
  void add(String text, int certain, T thing) {
    hashes(text, certain)
        .forEach(
            hash -> {
              var all = new ArrayList<>(things.get(hash));
              all.add(thing);
              things.set(hash, List.copyOf(all));
            });
  }

  /** What may begin at {@code at}, in the order of adding. */
  List<T> at(String text, int at) {
    return things.get(hash(text, at));
  }
}
