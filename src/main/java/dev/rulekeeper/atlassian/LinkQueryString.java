package dev.rulekeeper.atlassian;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The query of a link that a site gave, which need not be one that a URI may have. */
final class LinkQueryString {
  private static final String ALLOWED = "-._~!$&'()*+,;=:@/?";

  private LinkQueryString() {}

  /** Encodes what may not stand in a URI, and leaves alone what is encoded already. */
  static String legal(String query) {
    byte[] bytes = query.getBytes(UTF_8);
    StringBuilder legal = new StringBuilder();
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) (bytes[i] & 0xff);
      boolean letter = c < 0x80 && Character.isLetterOrDigit(c);
      boolean encoded = c == '%' && isDigit(bytes, i + 1) && isDigit(bytes, i + 2);
      boolean allowed = letter || encoded || ALLOWED.indexOf(c) >= 0;
      legal.append(allowed ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return legal.toString();
  }

  private static boolean isDigit(byte[] bytes, int at) {
    return at < bytes.length && bytes[at] > 0 && Character.digit(bytes[at], 16) >= 0;
  }
}
