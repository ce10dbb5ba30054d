package dev.rulekeeper.secret.map;

import java.util.Optional;

/** What makes a value look like a slip of whoever put it into its store. */
public final class ValueOddity {
  private ValueOddity() {}

  /**
   * What is odd about {@code value}, as the rest of a sentence that begins with what it is the
   * value of: white space at its edges, control characters other than line breaks and tabs, or the
   * beginning of a smart value. Nothing where nothing is.
   */
  public static Optional<String> of(String value) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    int last = value.codePointBefore(value.length());
    if (last == '\n' || last == '\r') {
      return Optional.of("ends with a line break");
    }
    if (isSpace(last)) {
      return Optional.of("ends with white space");
    }
    if (isSpace(value.codePointAt(0))) {
      return Optional.of("begins with white space");
    }
    if (value.chars().anyMatch(ValueOddity::isControl)) {
      return Optional.of("holds a control character");
    }
    return value.contains("{{")
        ? Optional.of("holds {{, which the site takes for the beginning of a smart value")
        : Optional.empty();
  }

  /** Also what no editor shows: a byte order mark, spaces without width. */
  private static boolean isSpace(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == 0xfeff
        || (c >= 0x200b && c <= 0x200d)
        || c == 0x2060;
  }

  private static boolean isControl(int c) {
    return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7f && c < 0xa0);
  }
}
