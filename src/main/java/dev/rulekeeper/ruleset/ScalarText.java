package dev.rulekeeper.ruleset;

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
  private static final Pattern NUMBER =
      Pattern.compile(
          "[-+]?([0-9][0-9_,]*|0[xX][0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
              + "|([0-9][0-9_,]*)?\\.?[0-9_]*([eE][-+]?[0-9_]+)?"
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
    return escapes && text.codePoints().allMatch(c -> isPrintable(c) && c != '\n' && c != '\t')
        ? "'" + text.replace("'", "''") + "'"
        : doubleQuoted(text);
  }

  /** Whether a literal block holds the text exactly, and shows it better than a quoted one. */
  static boolean fitsLiteral(String text) {
    return text.indexOf('\n') >= 0
        && !text.isBlank()
        && text.codePoints().allMatch(ScalarText::isPrintable);
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
        && text.codePoints().allMatch(c -> isPrintable(c) && c != '\n' && c != '\t')
        && !WORDS.contains(text.toLowerCase(Locale.ROOT))
        && !NUMBER.matcher(text).matches()
        && !DATE.matcher(text).matches();
  }

  /**
   * Whether {@code c} may stand unescaped: YAML's printable characters without those that some
   * readers take for line breaks or byte order marks, and without those that turn the direction of
   * the text around them, since a reviewer could not trust what is shown.
   */
  private static boolean isPrintable(int c) {
    if (c < 0x20) {
      return c == '\n' || c == '\t';
    }
    boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    boolean breaks = c == 0x2028 || c == 0x2029 || c == 0xFEFF;
    boolean outside = (c >= 0x7F && c <= 0x9F) || (c >= 0xD800 && c <= 0xDFFF);
    return !turns && !breaks && !outside && c != 0xFFFE && c != 0xFFFF;
  }

  private static String doubleQuoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case 0 -> "\\0";
      default -> isPrintable(c) ? Character.toString(c) : hex(c);
    };
  }

  private static String hex(int c) {
    return c < 0x100 ? String.format("\\x%02X", c) : String.format("\\u%04X", c);
  }
}
