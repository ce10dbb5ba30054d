package dev.rulekeeper.secret.search;

/** What stands in a text and says nothing: tags, escape sequences, blanks, invisible characters. */
final class MeaninglessCharacters {
  private MeaninglessCharacters() {}

  /** Where the tag or escape sequence ends that begins {@code at}; {@code at} where none does. */
  static int end(String text, int at, int lastTagEnd) {
    char c = text.charAt(at);
    if (c == '<' && at < lastTagEnd && beginsTag(text.charAt(at + 1))) {
      return text.indexOf('>', at) + 1;
    }
    if (c == '\u001b' && at + 1 < text.length() && text.charAt(at + 1) == '[') {
      int end = at + 2;
      while (end < text.length() && text.charAt(end) >= ' ' && text.charAt(end) < '@') {
        end++;
      }
      return Math.min(end + 1, text.length());
    }
    return at;
  }

  private static boolean beginsTag(char c) {
    return c == '/' || c == '!' || c == '?' || (c < 0x80 && Character.isLetter(c));
  }

  static boolean isInvisible(char c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u034f'
        || (c >= '\ufe00' && c <= '\ufe0f');
  }
}
