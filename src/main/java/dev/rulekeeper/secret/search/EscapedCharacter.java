package dev.rulekeeper.secret.search;

import java.util.Map;

/**
 * One character of a text, as itself or escaped for JSON, a URL, HTML or a script.
 *
 * @param end where what stands for it ends
 */
record EscapedCharacter(char character, int end) {
  private static final Map<String, Character> ENTITIES =
      Map.of("amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "nbsp", '\u00a0');

  private static final int LONGEST_ENTITY = 12;

  /**
   * The one that begins {@code at}, read as mails, C and browsers also do: {@code =41}, {@code
   * \101}, {@code &#65} without a semicolon. What is none of these may look so.
   */
  static EscapedCharacter loosely(String text, int at) {
    char c = text.charAt(at);
    EscapedCharacter read = at(text, at);
    if (read.end() > at + 1) {
      return read;
    }
    return switch (c) {
      case '\\' -> octal(text, at);
      case '&' -> unclosed(text, at);
      case '=' -> quotedPrintable(text, at);
      default -> read;
    };
  }

  /** The one that begins {@code at}. */
  static EscapedCharacter at(String text, int at) {
    char c = text.charAt(at);
    return switch (c) {
      case '\\' -> backslash(text, at);
      case '%' -> hex(text, at, at + 1, 2);
      case '&' -> entity(text, at);
      default -> new EscapedCharacter(c, at + 1);
    };
  }

  private static EscapedCharacter backslash(String text, int at) {
    if (at + 1 >= text.length()) {
      return plain(text, at);
    }
    char kind = text.charAt(at + 1);
    return switch (kind) {
      case 'u' -> hex(text, at, at + 2, 4);
      case 'x' -> hex(text, at, at + 2, 2);
      case 'n', 'r', 't', 'b', 'f' -> new EscapedCharacter(' ', at + 2);
      case '\\', '/', '"', '\'' -> new EscapedCharacter(kind, at + 2);
      default -> plain(text, at);
    };
  }

  private static EscapedCharacter octal(String text, int at) {
    int code = number(text, at + 1, at + 4, 8);
    return code < 0 ? plain(text, at) : new EscapedCharacter((char) code, at + 4);
  }

  /** As in a mail (RFC 2045): {@code =41}, and {@code =} at the end of a line that goes on. */
  private static EscapedCharacter quotedPrintable(String text, int at) {
    if (text.startsWith("\n", at + 1) || text.startsWith("\r\n", at + 1)) {
      return new EscapedCharacter(' ', text.indexOf('\n', at) + 1);
    }
    int end = Math.min(at + 3, text.length());
    boolean capital = text.substring(at + 1, end).chars().noneMatch(Character::isLowerCase);
    return capital ? hex(text, at, at + 1, 2) : plain(text, at);
  }

  private static EscapedCharacter hex(String text, int at, int from, int digits) {
    int code = number(text, from, from + digits, 16);
    return code < 0 ? plain(text, at) : new EscapedCharacter((char) code, from + digits);
  }

  private static EscapedCharacter entity(String text, int at) {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST_ENTITY) {
      return plain(text, at);
    }
    String name = text.substring(at + 1, end);
    Character named = ENTITIES.get(name);
    if (named != null) {
      return new EscapedCharacter(named, end + 1);
    }
    int code = -1;
    if (name.startsWith("#x") || name.startsWith("#X")) {
      code = number(name, 2, name.length(), 16);
    } else if (name.startsWith("#")) {
      code = number(name, 1, name.length(), 10);
    }
    return code < 0 || code > Character.MAX_VALUE
        ? plain(text, at)
        : new EscapedCharacter((char) code, end + 1);
  }

  /** Browsers read the number of a character without its semicolon too. */
  private static EscapedCharacter unclosed(String text, int at) {
    int end = at + 2;
    while (end < text.length() && end - at < LONGEST_ENTITY && isDigit(text.charAt(end))) {
      end++;
    }
    int code = text.startsWith("#", at + 1) ? number(text, at + 2, end, 10) : -1;
    return code < 0 || code > Character.MAX_VALUE
        ? plain(text, at)
        : new EscapedCharacter((char) code, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static int number(String text, int from, int to, int radix) {
    if (to > text.length() || from >= to) {
      return -1;
    }
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = Character.digit(text.charAt(i), radix);
      if (digit < 0 || number > Character.MAX_VALUE) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  private static EscapedCharacter plain(String text, int at) {
    return new EscapedCharacter(text.charAt(at), at + 1);
  }
}
