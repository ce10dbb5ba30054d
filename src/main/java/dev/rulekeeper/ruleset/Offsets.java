package dev.rulekeeper.ruleset;

/**
 * Char offsets for the code point offsets of the YAML library; the two differ behind characters
 * outside the basic plane.
 */
final class Offsets {
  /** Empty where the two are the same. */
  private final int[] chars;

  private Offsets(int[] chars) {
    this.chars = chars;
  }

  /** The offsets of {@code text}. */
  static Offsets of(String text) {
    int count = text.codePointCount(0, text.length());
    if (count == text.length()) {
      return new Offsets(new int[0]);
    }
    int[] chars = new int[count + 1];
    for (int i = 0, at = 0; i < count; i++) {
      chars[i] = at;
      at += Character.charCount(text.codePointAt(at));
    }
    chars[count] = text.length();
    return new Offsets(chars);
  }

  /** The char offset of the code point at {@code index}. */
  int charAt(int index) {
    return chars.length == 0 ? index : chars[index];
  }
}
