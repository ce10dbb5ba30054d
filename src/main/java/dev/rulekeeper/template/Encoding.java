package dev.rulekeeper.template;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.rulekeeper.rule.ExactJson;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
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

  private static final String UNRESERVED = "-._~";

  /** The tag name: {@code base64}, {@code base64url}, {@code urlencode}, {@code json}. */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@code text} encoded. */
  public String encode(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return switch (this) {
      case BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case BASE64URL -> Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
      case URLENCODE -> percentEncode(bytes);
      case JSON -> new String(JsonStringEncoder.getInstance().quoteAsString(text));
    };
  }

  /** The text whose encoding is exactly {@code encoded}, or nothing where there is none. */
  public Optional<String> decode(String encoded) {
    try {
      Optional<String> text =
          switch (this) {
            case BASE64 -> utf8(Base64.getDecoder().decode(encoded));
            case BASE64URL -> utf8(Base64.getUrlDecoder().decode(encoded));
            case URLENCODE -> utf8(percentDecode(encoded));
            case JSON ->
                ExactJson.parse('"' + encoded + '"')
                    .filter(node -> node.isTextual())
                    .map(node -> node.textValue());
          };
      return text.filter(t -> encode(t).equals(encoded));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  private static String percentEncode(byte[] bytes) {
    var encoded = new StringBuilder(bytes.length + 16);
    for (byte b : bytes) {
      char c = (char) (b & 0xFF);
      boolean plain =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || UNRESERVED.indexOf(c) >= 0;
      if (plain) {
        encoded.append(c);
      } else {
        encoded.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return encoded.toString();
  }

  private static byte[] percentDecode(String encoded) {
    var bytes = new java.io.ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%' && i + 3 <= encoded.length()) {
        bytes.write(Integer.parseInt(encoded.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.writeBytes(encoded.substring(i, i + 1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }
}
