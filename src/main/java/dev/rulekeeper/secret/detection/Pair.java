package dev.rulekeeper.secret.detection;

/**
 * A name and a value in a text.
 *
 * @param name without quotes
 * @param before where name and quotes begin
 * @param start where the value begins, behind its quote
 * @param end where the value ends, before its quote
 * @param style how the value is written
 * @param slashes the backslashes before each quote: 0, or 1, 3, 7 inside JSON strings
 */
record Pair(String name, int before, int start, int end, Style style, int slashes) {
  /** How a value is written. */
  enum Style {
    /** In quotes. */
    QUOTED,
    /** In quotes, as the item of a list that comes behind its name. */
    LISTED,
    /** Behind a colon, without quotes. */
    BARE,
    /** Behind an equals sign, without quotes. */
    ASSIGNED,
    /** Between two tags. */
    ELEMENT
  }

  /** How many JSON strings a quoted value is inside. */
  int depth() {
    return 32 - Integer.numberOfLeadingZeros(slashes) + 1;
  }

  /** Whether nothing else stands on the lines of name and value. */
  boolean isLine(String text) {
    int from = before;
    while (from > 0 && (text.charAt(from - 1) == ' ' || text.charAt(from - 1) == '-')) {
      from--;
    }
    int to = end;
    while (to < text.length() && (text.charAt(to) == ' ' || text.charAt(to) == '\r')) {
      to++;
    }
    return (from == 0 || text.charAt(from - 1) == '\n')
        && (to == text.length() || text.charAt(to) == '\n');
  }
}
