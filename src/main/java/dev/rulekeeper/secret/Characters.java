package dev.rulekeeper.secret;

/** Classes of ASCII characters; the JDK's own methods know every alphabet, which is too many. */
final class Characters {
  private Characters() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isUpper(char c) {
    return c >= 'A' && c <= 'Z';
  }

  static boolean isLetter(char c) {
    return isLower(c) || isUpper(c);
  }

  static boolean isAlphanumeric(char c) {
    return isLetter(c) || isDigit(c);
  }

  /** Letters, digits, {@code _} and {@code -}: what tokens are made of. */
  static boolean isWord(char c) {
    return isAlphanumeric(c) || c == '_' || c == '-';
  }

  /** Word characters and those that base64 and dotted tokens add. */
  static boolean isRun(char c) {
    return isWord(c) || c == '+' || c == '/' || c == '=' || c == '.' || c == '~';
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }
}
