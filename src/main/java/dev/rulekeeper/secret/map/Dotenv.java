package dev.rulekeeper.secret.map;

import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.secret.SecretException;
import java.util.regex.Pattern;

/**
 * Secret maps as {@code NAME=value} lines. A value is taken as it stands: no interpolation, nothing
 * trimmed. In single quotes every character stands for itself, in double quotes {@code \n \r \t \\
 * \" \' \$ \`} are escapes; both may span lines. A value without quotes that begins or ends with
 * white space, or holds {@code #} after white space, is refused, for it could be meant either way.
 */
final class Dotenv {
  private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._~+/=:@%,-]+");
  private static final Pattern EXPORT = Pattern.compile("export[ \\t]+");
  private static final String ESCAPES = "nrt\\\"'$`";
  private static final String ESCAPED = "\n\r\t\\\"'$`";

  private final String text;
  private final SecretEntries entries;
  private int at;
  private int line = 1;

  private Dotenv(String text, SecretEntries entries) {
    this.text = text;
    this.entries = entries;
  }

  /** Adds what {@code text} holds to {@code entries}. */
  static void read(String text, SecretEntries entries) {
    new Dotenv(text, entries).read();
  }

  private void read() {
    while (at < text.length()) {
      String rest = text.substring(at, lineEnd());
      if (rest.isBlank() || rest.stripLeading().startsWith("#")) {
        at += rest.length();
      } else {
        entry(rest);
      }
      nextLine();
    }
  }

  private void entry(String rest) {
    int first = line;
    int begin = rest.length() - rest.stripLeading().length();
    var export = EXPORT.matcher(rest).region(begin, rest.length());
    int nameAt = export.lookingAt() ? export.end() : begin;
    int equals = rest.indexOf('=', nameAt);
    if (equals < 0) {
      throw problem("there is no '='", "write NAME=value, and quotes around a value of many lines");
    }
    SecretEntries.Key name = entries.name("line " + line, rest.substring(nameAt, equals));
    at += equals + 1;
    char quote = at < text.length() ? text.charAt(at) : '\n';
    String value = quote == '"' || quote == '\'' ? quoted(name, quote) : unquoted(name);
    entries.add("line " + first, name, value);
  }

  private String unquoted(SecretEntries.Key name) {
    String value = text.substring(at, lineEnd());
    for (int i = 0; i < value.length(); i++) {
      boolean edge = i == 0 || i == value.length() - 1;
      boolean comment = i + 1 < value.length() && value.charAt(i + 1) == '#';
      if (Character.isWhitespace(value.charAt(i)) && (edge || comment)) {
        throw problem(
            "the value of " + name + " has white space at its edge or before a '#'",
            "put the value in quotes");
      }
    }
    at += value.length();
    return value;
  }

  private String quoted(SecretEntries.Key name, char quote) {
    var value = new StringBuilder();
    int opened = line;
    at++;
    for (; at < text.length() && text.charAt(at) != quote; at++) {
      char c = text.charAt(at);
      if (c == '\\' && quote == '"') {
        at++;
        int escape = at < text.length() ? ESCAPES.indexOf(text.charAt(at)) : -1;
        if (escape < 0) {
          throw problem(
              "the value of " + name + " has an unknown escape",
              "write \\\\ for a backslash, or use single quotes");
        }
        value.append(ESCAPED.charAt(escape));
      } else {
        line += c == '\n' ? 1 : 0;
        value.append(c);
      }
    }
    if (at >= text.length()) {
      line = opened;
      throw problem("the quote that opens the value of " + name + " is not closed", "close it");
    }
    at++;
    String after = text.substring(at, lineEnd());
    if (!after.isBlank() && !after.stripLeading().startsWith("#")) {
      throw problem(
          "something follows the closing quote of " + name, "escape a quote inside with \\");
    }
    at += after.length();
    return value.toString();
  }

  /** The end of the line without its {@code \n} or {@code \r\n}. */
  private int lineEnd() {
    int end = text.indexOf('\n', at);
    if (end < 0) {
      return text.length();
    }
    return end > at && text.charAt(end - 1) == '\r' ? end - 1 : end;
  }

  private void nextLine() {
    at = text.startsWith("\r", at) ? at + 1 : at;
    at = text.startsWith("\n", at) ? at + 1 : at;
    line++;
  }

  private SecretException problem(String what, String hint) {
    return entries.problem("line " + line + ": " + what, hint);
  }

  /** The lines of {@code map}, in the order of names; shells read them alike where they can. */
  static String write(SecretMap map) {
    var lines = new StringBuilder();
    for (SecretName name : map.names()) {
      String value = map.value(name).orElseThrow().reveal();
      lines.append(name).append('=').append(quote(value)).append('\n');
    }
    return lines.toString();
  }

  private static String quote(String value) {
    if (NEEDS_NO_QUOTES.matcher(value).matches()) {
      return value;
    }
    if (value.indexOf('\'') < 0 && value.indexOf('\r') < 0) {
      return "'" + value + "'";
    }
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int escape = c == '\'' ? -1 : ESCAPED.indexOf(c);
      quoted.append(escape < 0 ? String.valueOf(c) : "\\" + ESCAPES.charAt(escape));
    }
    return quoted.append('"').toString();
  }
}
