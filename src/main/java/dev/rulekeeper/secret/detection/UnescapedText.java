package dev.rulekeeper.secret.detection;

import dev.rulekeeper.placeholder.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text without its JSON or percent escapes, and for every character of it where it came from.
 * Blanks are kept as they are.
 */
final class UnescapedText {
  private final String text;
  private final String masked;
  private final int[] origins;

  private UnescapedText(String text, String masked, int[] origins) {
    this.text = text;
    this.masked = masked;
    this.origins = origins;
  }

  static UnescapedText of(String text, String masked, Encoding encoding) {
    var reader = new Reader(text, masked);
    int at = 0;
    while (at < text.length()) {
      at = encoding == Encoding.JSON ? reader.json(at) : reader.percent(at);
    }
    return reader.result();
  }

  /** The text without escapes. */
  String text() {
    return text;
  }

  /** The masked text without escapes. */
  String masked() {
    return masked;
  }

  /** Where the character at {@code index} begins in the text with escapes. */
  int origin(int index) {
    return origins[index];
  }

  private static final class Reader {
    private final String raw;
    private final String mask;
    private final StringBuilder text;
    private final StringBuilder masked;
    private final int[] origins;

    Reader(String raw, String mask) {
      this.raw = raw;
      this.mask = mask;
      text = new StringBuilder(raw.length());
      masked = new StringBuilder(raw.length());
      origins = new int[raw.length() + 1];
    }

    UnescapedText result() {
      origins[text.length()] = raw.length();
      return new UnescapedText(text.toString(), masked.toString(), origins);
    }

    private void add(char c, char mask, int origin) {
      origins[text.length()] = origin;
      text.append(c);
      masked.append(mask);
    }

    int json(int at) {
      if (mask.charAt(at) != '\\' || at + 1 == raw.length()) {
        add(raw.charAt(at), mask.charAt(at), at);
        return at + 1;
      }
      char escape = raw.charAt(at + 1);
      if (escape == 'u') {
        int code = hex(raw, at + 2, 4);
        if (code >= 0) {
          add((char) code, (char) code, at);
          return at + 6;
        }
      }
      int known = "\"\\/bfnrt".indexOf(escape);
      if (known < 0) {
        add('\\', '\\', at);
        return at + 1;
      }
      char c = "\"\\/\b\f\n\r\t".charAt(known);
      add(c, c, at);
      return at + 2;
    }

    int percent(int at) {
      int end = at;
      byte[] bytes = new byte[8];
      int count = 0;
      while (count < bytes.length && end < raw.length() && mask.charAt(end) == '%') {
        int code = hex(raw, end + 1, 2);
        if (code < 0) {
          break;
        }
        bytes[count++] = (byte) code;
        end += 3;
        if (code < 0x80 && count == 1) {
          add((char) code, (char) code, at);
          return end;
        }
      }
      if (count == 0) {
        // What parts the parameters of the address around ends every text inside of it.
        add(raw.charAt(at), mask.charAt(at) == '&' ? '\n' : mask.charAt(at), at);
        return at + 1;
      }
      // Beyond ASCII one character spans several escapes; all of them count as its origin.
      String decoded = new String(Arrays.copyOf(bytes, count), StandardCharsets.UTF_8);
      for (int i = 0; i < Math.min(decoded.length(), count); i++) {
        add(decoded.charAt(i), decoded.charAt(i), at);
      }
      return end;
    }

    private static int hex(String text, int start, int length) {
      if (start + length > text.length()) {
        return -1;
      }
      int code = 0;
      for (int i = start; i < start + length; i++) {
        int digit = Character.digit(text.charAt(i), 16);
        if (digit < 0) {
          return -1;
        }
        code = code * 16 + digit;
      }
      return code;
    }
  }
}
