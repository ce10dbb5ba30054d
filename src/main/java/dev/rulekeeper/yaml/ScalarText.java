package dev.rulekeeper.yaml;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a string is written. Plain only where readers of YAML 1.1 and 1.2 agree that it is a string
 * (yaml.org/type and YAML 1.2.2 section 10.3), as a literal block where it has lines, else quoted.
 */
final class ScalarText {
  private static final Set<String> WORDS =
      Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", "<<");
  private static final int LONGEST_WORD = 5;
  private static final Pattern NUMBER =
      Pattern.compile(
          "\\A[-+]?([0-9][0-9_,]*+|0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
              + "|([0-9][0-9_,]*+)?(\\.[0-9_]*+)?([eE][-+]?[0-9_]+)?|[0-9_]*+([eE][-+]?[0-9_]+)?"
              + "|[0-9][0-9_]*(:[0-9]+)+(\\.[0-9_]*)?"
              + "|\\.(inf|Inf|INF|nan|NaN|NAN))");
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ].*)?");
  private static final String INDICATORS = "-?:,[]{}#&*!|>'\"%@`~=";

  private ScalarText() {}

  /** The text on one line: plain, in single quotes or in double quotes. */
  static String onOneLine(String text) {
    if (isPlain(text)) {
      return text;
    }
    boolean escapes = text.indexOf('"') >= 0 || text.indexOf('\\') >= 0;
    return escapes && isPrintable(text) && text.indexOf('\n') < 0 && text.indexOf('\t') < 0
        ? "'" + text.replace("'", "''") + "'"
        : doubleQuoted(text);
  }

  /** Whether a literal block holds the text exactly, and shows it better than a quoted one. */
  static boolean fitsLiteral(String text) {
    return text.indexOf('\n') >= 0 && !text.isBlank() && isPrintable(text);
  }

  /**
   * The header of the literal block of {@code text}: indentation indicator where the first line
   * would mislead, then chomping indicator.
   */
  static String literalHeader(String text, int indent) {
    String indicator = Character.isWhitespace(text.charAt(0)) ? String.valueOf(indent) : "";
    if (!text.endsWith("\n")) {
      return "|" + indicator + "-";
    }
    return "|" + indicator + (text.endsWith("\n\n") ? "+" : "");
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && INDICATORS.indexOf(text.charAt(0)) < 0
        && !text.startsWith("...")
        && !text.startsWith(" ")
        && !text.endsWith(" ")
        && !text.endsWith(":")
        && !text.contains(": ")
        && !text.contains(" #")
        && isPrintable(text)
        && text.indexOf('\n') < 0
        && text.indexOf('\t') < 0
        && !isWord(text)
        && !(isNumeric(text.charAt(0))
            && (NUMBER.matcher(text).matches() || DATE.matcher(text).matches()));
  }

  private static boolean isWord(String text) {
    return text.length() <= LONGEST_WORD && WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** Whether a number or a date may begin with {@code c}. */
  private static boolean isNumeric(char c) {
    return "+-._eE0123456789".indexOf(c) >= 0;
  }

  /** Whether every character may stand unescaped. */
  private static boolean isPrintable(String text) {
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (isAscii(c) || c == '\n') {
        i++;
      } else if (isPrintable(text, i)) {
        i += width(text, i);
      } else {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code c} is one of the printable characters that most texts consist of. */
  private static boolean isAscii(char c) {
    return c >= ' ' && c <= '~';
  }

  private static int width(String text, int index) {
    return isAscii(text.charAt(index)) ? 1 : Character.charCount(text.codePointAt(index));
  }

  /**
   * Whether the character at {@code index} may stand unescaped: YAML's printable characters without
   * those that some readers take for line breaks or byte order marks, and without those that nobody
   * sees or that turn the text around them, since a reviewer could not trust what is shown.
   */
  private static boolean isPrintable(String text, int index) {
    int c = text.codePointAt(index);
    if (c < 0x20) {
      return c == '\n' || c == '\t';
    }
    boolean breaks = c == 0x2028 || c == 0x2029;
    boolean outside = (c >= 0x7F && c <= 0x9F) || (c >= 0xD800 && c <= 0xDFFF);
    return !breaks
        && !outside
        && c != 0xFFFE
        && c != 0xFFFF
        && !InvisibleCharacter.isAt(text, index);
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
    for (int i = 0; i < text.length(); i += width(text, i)) {
      char c = text.charAt(i);
      if (isAscii(c) && c != '"' && c != '\\') {
        quoted.append(c);
      } else {
        quoted.append(escaped(text, i));
      }
    }
    return quoted.append('"').toString();
  }

  private static String escaped(String text, int index) {
    int c = text.codePointAt(index);
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0 -> "\\0";
      default -> isPrintable(text, index) ? Character.toString(c) : hex(c);
    };
  }

  private static String hex(int c) {
    return String.format(c < 0x100 ? "\\x%02X" : c < 0x10000 ? "\\u%04X" : "\\U%08X", c);
  }
}
