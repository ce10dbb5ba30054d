package dev.rulekeeper.secret.text;

/** Classes of ASCII characters; the JDK's own methods know every alphabet, which is too many. */
public final class Characters {
  private static final int DIGIT = 1;
  private static final int LOWER = 2;
  private static final int UPPER = 4;
  private static final int WORD = 8;
  private static final int RUN = 16;
  private static final int SPACE = 32;

  /** The classes of every ASCII character, one bit a class. */
  private static final String CLASSES = classes();

  private Characters() {}

  private static String classes() {
    var classes = new StringBuilder(128);
    for (char c = 0; c < 128; c++) {
      int digit = c >= '0' && c <= '9' ? DIGIT : 0;
      int lower = c >= 'a' && c <= 'z' ? LOWER : 0;
      int upper = c >= 'A' && c <= 'Z' ? UPPER : 0;
      int word = (digit | lower | upper) != 0 || c == '_' || c == '-' ? WORD : 0;
      int run = word != 0 || "+/=.~".indexOf(c) >= 0 ? RUN : 0;
      int space = " \t\n\r".indexOf(c) >= 0 ? SPACE : 0;
      classes.append((char) (digit | lower | upper | word | run | space));
    }
    return classes.toString();
  }

  private static boolean is(char c, int mask) {
    return c < 128 && (CLASSES.charAt(c) & mask) != 0;
  }

  /** A digit. */
  public static boolean isDigit(char c) {
    return is(c, DIGIT);
  }

  /** A small letter. */
  public static boolean isLower(char c) {
    return is(c, LOWER);
  }

  /** A capital letter. */
  public static boolean isUpper(char c) {
    return is(c, UPPER);
  }

  /** A letter. */
  public static boolean isLetter(char c) {
    return is(c, LOWER | UPPER);
  }

  /** A letter or digit. */
  public static boolean isAlphanumeric(char c) {
    return is(c, LOWER | UPPER | DIGIT);
  }

  /** Letters, digits, {@code _} and {@code -}: what tokens are made of. */
  public static boolean isWord(char c) {
    return is(c, WORD);
  }

  /** Word characters and those that base64 and dotted tokens add. */
  public static boolean isRun(char c) {
    return is(c, RUN);
  }

  /** A space, tab or line end. */
  public static boolean isSpace(char c) {
    return is(c, SPACE);
  }
}
