package dev.rulekeeper.template;

import java.util.Optional;

/** The encodings that a section applies to what it holds; text is UTF-8. */
public enum Encoding {
  /** RFC 4648 section 4, with padding. */
  BASE64,
  /** RFC 4648 section 5, without padding. */
  BASE64URL,
  /** Percent-encoding of every byte that RFC 3986 does not call unreserved, upper-case hex. */
  URLENCODE,
  /** The inside of a JSON string, with the short escapes and no needless ones. */
  JSON;

  /** The tag name: {@code base64}, {@code base64url}, {@code urlencode}, {@code json}. */
  public String tag() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** {@code text} encoded. */
  public String encode(String text) {
    throw new IllegalStateException("stub");
  }

  /** The text whose encoding is exactly {@code encoded}, or nothing where there is none. */
  public Optional<String> decode(String encoded) {
    throw new IllegalStateException("stub");
  }
}
