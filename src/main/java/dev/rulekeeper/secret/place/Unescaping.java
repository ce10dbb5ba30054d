package dev.rulekeeper.secret.place;

import java.nio.charset.StandardCharsets;

/**
 * A stretch of a text without its escapes, as far as that can be told, and where one of its
 * characters is then. It serves to find syntaxes in it and is never written.
 *
 * @param at the index of that character
 */
record Unescaping(String text, int at) {
  private static final String JSON_ESCAPES = "bfnrt";
  private static final String JSON_ESCAPED = "\b\f\n\r\t";
  private static final int HEX = 16;

  /** The JSON string that begins at {@code start} and holds {@code at}. */
  static Unescaping json(String text, int start, int at) {
    var plain = new StringBuilder();
    int moved = 0;
    int i = start;
    while (i < text.length() && text.charAt(i) != '"') {
      moved = i <= at ? plain.length() : moved;
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        char escape = text.charAt(++i);
        int known = JSON_ESCAPES.indexOf(escape);
        if (escape == 'u' && i + 4 < text.length()) {
          plain.append(unicode(text.substring(i + 1, i + 5)));
          i += 4;
        } else {
          plain.append(known < 0 ? escape : JSON_ESCAPED.charAt(known));
        }
      } else {
        plain.append(c);
      }
      i++;
    }
    return new Unescaping(plain.toString(), moved);
  }

  private static String unicode(String hex) {
    return hex.matches("[0-9A-Fa-f]{4}") ? String.valueOf((char) Integer.parseInt(hex, HEX)) : "?";
  }

  /** The percent-encoded text from {@code start} to the first of {@code ends}. */
  static Unescaping percent(String text, int start, int at, String ends) {
    int end = start;
    while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String before = percent(text.substring(start, at));
    return new Unescaping(before + percent(text.substring(at, end)), before.length());
  }

  private static String percent(String text) {
    var plain = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int escape = i;
      while (escape + 3 <= text.length()
          && text.substring(escape, escape + 3).matches("%[0-9A-Fa-f]{2}")) {
        escape += 3;
      }
      if (escape > i) {
        plain.append(bytes(text.substring(i, escape)));
        i = escape;
      } else {
        plain.append(text.charAt(i) == '+' ? ' ' : text.charAt(i));
        i++;
      }
    }
    return plain.toString();
  }

  private static String bytes(String escapes) {
    var bytes = new byte[escapes.length() / 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(escapes.substring(3 * i + 1, 3 * i + 3), HEX);
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The text of markup from {@code start} to {@code end}. */
  static Unescaping markup(String text, int start, int at, String end) {
    int stop = text.indexOf(end, at);
    String before = markup(text.substring(start, at));
    String after = markup(text.substring(at, stop < 0 ? text.length() : stop));
    return new Unescaping(before + after, before.length());
  }

  private static String markup(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
