package dev.rulekeeper.placeholder;

import dev.rulekeeper.json.ExactJson;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The encodings that a section applies to what it holds; text is UTF-8. */
public enum Encoding {
  /** RFC 4648 section 4, with padding. */
  BASE64 {
    @Override
    public String encode(String text) {
      return Base64.getEncoder().encodeToString(utf8(text));
    }

    @Override
    Optional<String> read(String encoded) {
      return text(Base64.getDecoder().decode(encoded));
    }

    @Override
    boolean allows(char c) {
      return isAlphanumeric(c) || c == '+' || c == '/' || c == '=';
    }
  },
  /** RFC 4648 section 5, without padding. */
  BASE64URL {
    @Override
    public String encode(String text) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(utf8(text));
    }

    @Override
    Optional<String> read(String encoded) {
      return text(Base64.getUrlDecoder().decode(encoded));
    }

    @Override
    boolean allows(char c) {
      return isAlphanumeric(c) || c == '-' || c == '_';
    }
  },
  /** Percent-encoding of every byte that RFC 3986 does not call unreserved, upper-case hex. */
  URLENCODE {
    @Override
    public String encode(String text) {
      var encoded = new StringBuilder(text.length() + 16);
      for (byte b : utf8(text)) {
        char c = (char) (b & 0xff);
        if (isUnreserved(c)) {
          encoded.append(c);
        } else {
          HEX.toHexDigits(encoded.append('%'), b);
        }
      }
      return encoded.toString();
    }

    @Override
    Optional<String> read(String encoded) {
      var bytes = new ByteArrayOutputStream(encoded.length());
      for (int i = 0; i < encoded.length(); i++) {
        char c = encoded.charAt(i);
        if (c == '%') {
          bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
          i += 2;
        } else {
          bytes.write(c);
        }
      }
      return text(bytes.toByteArray());
    }

    @Override
    boolean allows(char c) {
      return isUnreserved(c) || c == '%';
    }
  },
  /** The inside of a JSON string, with the short escapes and no needless ones. */
  JSON {
    @Override
    public String encode(String text) {
      var encoded = new StringBuilder(text.length() + 16);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '"' -> encoded.append("\\\"");
          case '\\' -> encoded.append("\\\\");
          case '\b' -> encoded.append("\\b");
          case '\f' -> encoded.append("\\f");
          case '\n' -> encoded.append("\\n");
          case '\r' -> encoded.append("\\r");
          case '\t' -> encoded.append("\\t");
          default -> {
            if (c < ' ') {
              // Lower-case hex, as JSON.stringify writes it.
              encoded.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
            } else {
              encoded.append(c);
            }
          }
        }
      }
      return encoded.toString();
    }

    @Override
    Optional<String> read(String encoded) {
      return ExactJson.parse('"' + encoded + '"').map(node -> node.textValue());
    }

    @Override
    boolean allows(char c) {
      return c >= ' ';
    }
  },
  /**
   * Text of XML and HTML, in an element or a quoted attribute: references for {@code & < > " '},
   * and for tabs and line ends, which readers of attributes turn into spaces.
   */
  XML {
    @Override
    public String encode(String text) {
      var encoded = new StringBuilder(text.length() + 16);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> encoded.append("&amp;");
          case '<' -> encoded.append("&lt;");
          case '>' -> encoded.append("&gt;");
          case '"' -> encoded.append("&quot;");
          // HTML 4 does not know &apos;.
          case '\'' -> encoded.append("&#39;");
          case '\t' -> encoded.append("&#9;");
          case '\n' -> encoded.append("&#10;");
          case '\r' -> encoded.append("&#13;");
          default -> encoded.append(c);
        }
      }
      return encoded.toString();
    }

    @Override
    Optional<String> read(String encoded) {
      String text = encoded;
      for (Map.Entry<String, String> reference : XML_REFERENCES.entrySet()) {
        text = text.replace(reference.getKey(), reference.getValue());
      }
      // Last, or what was an ampersand would begin a reference.
      return Optional.of(text.replace("&amp;", "&"));
    }

    @Override
    boolean allows(char c) {
      return "<>\"'\t\n\r".indexOf(c) < 0;
    }
  };

  private static final Map<String, String> XML_REFERENCES =
      Map.of(
          "&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&#9;", "\t", "&#10;", "\n",
          "&#13;", "\r");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /**
   * The tag name: {@code base64}, {@code base64url}, {@code urlencode}, {@code json}, {@code xml}.
   */
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The encoding of that tag name, where there is one. */
  static Optional<Encoding> of(String tag) {
    for (Encoding encoding : values()) {
      if (encoding.tag().equals(tag)) {
        return Optional.of(encoding);
      }
    }
    return Optional.empty();
  }

  /**
   * {@code text} encoded.
   *
   * @throws PlaceholderException if it holds half of a surrogate pair and this encoding works on
   *     UTF-8
   */
  public abstract String encode(String text);

  /** The text whose encoding is exactly {@code encoded}, or nothing where there is none. */
  public Optional<String> decode(String encoded) {
    try {
      return read(encoded).filter(text -> encode(text).equals(encoded));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it encodes each character alone, so that text beside a hole can be encoded by itself.
   */
  public boolean isByCharacter() {
    return this != BASE64 && this != BASE64URL;
  }

  /** Decodes leniently; throws or gives nothing where that cannot be done. */
  abstract Optional<String> read(String encoded);

  /** Whether {@code c} can occur in an encoded text. */
  abstract boolean allows(char c);

  private static byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      var exact = new byte[bytes.remaining()];
      bytes.get(exact);
      return exact;
    } catch (CharacterCodingException e) {
      throw new PlaceholderException(
          "a text with half of a surrogate pair has no UTF-8 form", "remove the broken character");
    }
  }

  private static Optional<String> text(byte[] utf8) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static boolean isAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  private static boolean isUnreserved(char c) {
    return isAlphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~';
  }
}
