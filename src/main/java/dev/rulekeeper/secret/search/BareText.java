package dev.rulekeeper.secret.search;

import java.util.Arrays;

/**
 * A text without what a program adds or drops on the way through it: blanks, control and invisible
 * characters, escape sequences of terminals, tags; entities and escapes decoded; lower case. Two
 * texts that say the same have the same bare text, however they were wrapped.
 *
 * @param text the characters that are left
 * @param starts of each, where it began in the original
 * @param ends of each, where it ended there
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Millions of positions, and nobody compares two of these.
record BareText(String text, int[] starts, int[] ends) {
  /** Text is escaped when it is put into another: a quotation in JSON in a page. */
  private static final int DEEPEST = 3;

  static BareText of(String original) {
    return of(original, EscapedCharacter::at);
  }

  /** The same with {@link EscapedCharacter#loosely} more that counts as escaped. */
  static BareText loosely(String original) {
    return of(original, EscapedCharacter::loosely);
  }

  /** Reads the character that begins at an index. */
  private interface Reading {
    EscapedCharacter at(String text, int index);
  }

  private static BareText of(String original, Reading reading) {
    BareText bare = once(original, reading);
    for (int depth = 1; depth < DEEPEST; depth++) {
      BareText next = once(bare.text(), reading);
      if (next.text().equals(bare.text())) {
        return bare;
      }
      bare = next.within(bare);
    }
    return bare;
  }

  private BareText within(BareText outer) {
    int[] from = new int[starts.length];
    int[] to = new int[ends.length];
    for (int i = 0; i < starts.length; i++) {
      from[i] = outer.starts[starts[i]];
      to[i] = outer.ends[ends[i] - 1];
    }
    return new BareText(text, from, to);
  }

  private static BareText once(String original, Reading reading) {
    StringBuilder bare = new StringBuilder(original.length());
    int[] starts = new int[original.length()];
    int[] ends = new int[original.length()];
    int lastTagEnd = original.lastIndexOf('>');
    for (int at = 0; at < original.length(); ) {
      int end = MeaninglessCharacters.end(original, at, lastTagEnd);
      if (end > at) {
        at = end;
        continue;
      }
      EscapedCharacter read = reading.at(original, at);
      if (!MeaninglessCharacters.isInvisible(read.character())) {
        starts[bare.length()] = at;
        ends[bare.length()] = read.end();
        bare.append(Character.toLowerCase(read.character()));
      }
      at = read.end();
    }
    return new BareText(
        bare.toString(), Arrays.copyOf(starts, bare.length()), Arrays.copyOf(ends, bare.length()));
  }
}
