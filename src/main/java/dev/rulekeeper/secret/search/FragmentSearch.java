package dev.rulekeeper.secret.search;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.stream.LongStream;

/**
 * Finds pieces of values, in every {@link EncodedForm}, in a text that somebody else may have cut,
 * wrapped or escaped. A piece of eight characters counts; so does a whole value that is shorter.
 * Meant for what others write: in it a word too many that is hidden does no harm.
 */
public final class FragmentSearch {
  /** The characters that can be told of a value without giving it away: one fewer than these. */
  public static final int LENGTH = 8;

  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** By length, the sorted hashes of all pieces of that length. */
  private final long[][] pieces;

  private FragmentSearch(long[][] pieces) {
    this.pieces = pieces;
  }

  /** A search for pieces of {@code values}. */
  public static FragmentSearch of(Collection<String> values) {
    LongStream.Builder[] builders = new LongStream.Builder[LENGTH + 1];
    Arrays.setAll(builders, length -> LongStream.builder());
    for (String value : values) {
      for (EncodedForm form : EncodedForm.of(value)) {
        String bare = BareText.of(form.text()).text();
        int length = Math.min(LENGTH, bare.length());
        if (length >= TextSearch.SHORTEST) {
          hashes(bare, length).forEach(builders[length]::add);
        }
      }
    }
    long[][] pieces = new long[LENGTH + 1][];
    Arrays.setAll(pieces, length -> builders[length].build().sorted().distinct().toArray());
    return new FragmentSearch(pieces);
  }

  /** {@code text} with {@code mask} in the place of every piece. */
  public String mask(String text, String mask) {
    BareText bare = BareText.of(text);
    BitSet hidden = new BitSet(text.length());
    hide(bare, hidden);
    BareText loose = BareText.loosely(text);
    if (!loose.text().equals(bare.text())) {
      hide(loose, hidden);
    }
    return masked(text, hidden, mask);
  }

  private void hide(BareText bare, BitSet hidden) {
    for (int length = TextSearch.SHORTEST; length <= LENGTH; length++) {
      long[] known = pieces[length];
      if (known.length == 0 || bare.text().length() < length) {
        continue;
      }
      long[] hashes = hashes(bare.text(), length).toArray();
      for (int i = 0; i < hashes.length; i++) {
        if (Arrays.binarySearch(known, hashes[i]) >= 0) {
          hidden.set(bare.starts()[i], bare.ends()[i + length - 1]);
        }
      }
    }
  }

  private static String masked(String text, BitSet hidden, String mask) {
    StringBuilder masked = new StringBuilder();
    int end = 0;
    for (int from = hidden.nextSetBit(0); from >= 0; from = hidden.nextSetBit(end)) {
      masked.append(text, end, from).append(mask);
      end = hidden.nextClearBit(from);
    }
    return masked.append(text, end, text.length()).toString();
  }

  /** The hashes of all pieces of {@code length}, from the first on; one that is equal by chance. */
  private static LongStream hashes(String text, int length) {
    return LongStream.range(0, text.length() - length + 1L)
        .map(
            start -> {
              long hash = 0;
              for (int i = 0; i < length; i++) {
                hash = (hash + text.charAt((int) start + i) + 1) * FACTOR;
              }
              return hash;
            });
  }
}
