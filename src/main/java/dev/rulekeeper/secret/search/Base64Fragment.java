package dev.rulekeeper.secret.search;

import dev.rulekeeper.placeholder.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What base64 text holds wherever it encodes a value, whatever comes before and after: the
 * characters that depend on the value alone.
 *
 * @param text these characters
 * @param lead how many characters of the group in which they begin come before them, 0 to 3
 */
record Base64Fragment(String text, int lead) {
  private static final int BITS_A_BYTE = 8;
  private static final int BITS_A_CHARACTER = 6;

  /** The fragments of {@code value} after 0, 1 and 2 bytes, in both alphabets, without doubles. */
  static List<Base64Fragment> of(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    var fragments = new ArrayList<Base64Fragment>();
    for (int before = 0; before < 3; before++) {
      var padded = new byte[before + bytes.length + 3];
      System.arraycopy(bytes, 0, padded, before, bytes.length);
      int first = (before * BITS_A_BYTE + BITS_A_CHARACTER - 1) / BITS_A_CHARACTER;
      int last = (before + bytes.length) * BITS_A_BYTE / BITS_A_CHARACTER;
      String standard = Base64.getEncoder().encodeToString(padded).substring(first, last);
      String url = standard.replace('+', '-').replace('/', '_');
      fragments.add(new Base64Fragment(standard, first));
      if (!url.equals(standard)) {
        fragments.add(new Base64Fragment(url, first));
      }
    }
    return fragments;
  }

  /** Whether {@code c} occurs in base64 text of either alphabet. */
  static boolean isCharacter(char c) {
    return isCharacter(c, Encoding.BASE64) || isCharacter(c, Encoding.BASE64URL);
  }

  /** Whether {@code c} occurs in text of the alphabet of {@code encoding}, padding aside. */
  static boolean isCharacter(char c, Encoding encoding) {
    boolean alphanumeric = c < 0x80 && Character.isLetterOrDigit(c);
    return alphanumeric || (encoding == Encoding.BASE64 ? "+/" : "-_").indexOf(c) >= 0;
  }
}
