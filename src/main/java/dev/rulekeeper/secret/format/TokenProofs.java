package dev.rulekeeper.secret.format;

import dev.rulekeeper.secret.text.Characters;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.zip.CRC32;

/** Proofs that a text without a telling beginning is a token. */
final class TokenProofs {
  private TokenProofs() {}

  /** The proof that the table calls {@code name}. */
  static Predicate<String> called(String name) {
    return switch (name) {
      case "none" -> token -> true;
      case "atlassian-checksum" -> TokenProofs::hasAtlassianChecksum;
      case "atlassian-server" -> TokenProofs::isServerToken;
      default -> throw new IllegalStateException("no proof is called " + name);
    };
  }

  /**
   * Whether the last eight characters are the CRC-32 of all before them, the {@code =} included.
   */
  static boolean hasAtlassianChecksum(String token) {
    int body = token.length() - 8;
    var crc = new CRC32();
    crc.update(token.substring(0, body).getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08X", crc.getValue()).equals(token.substring(body));
  }

  /**
   * Whether {@code token} is the base64 of twelve digits, a colon and twenty bytes: the personal
   * access token of a Data Center product.
   */
  static boolean isServerToken(String token) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
    boolean digits = bytes.length > 13 && bytes[12] == ':';
    for (int i = 0; digits && i < 12; i++) {
      digits = Characters.isDigit((char) bytes[i]);
    }
    return digits;
  }
}
