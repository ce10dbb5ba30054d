package dev.rulekeeper.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32;

/**
 * Invents API tokens of the shape that Atlassian's have: a fixed beginning, 192 characters, and at
 * the end the CRC-32 of all before it, the {@code =} included, as 8 hex digits.
 */
final class InventedToken {
  private static final String BEGINNING = "ATATT3xFfGF0EXAMPLE";
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  private static final int LENGTH_BEFORE_CHECKSUM = 184;

  private InventedToken() {}

  static String invent(Random random) {
    StringBuilder text = new StringBuilder(BEGINNING);
    while (text.length() < LENGTH_BEFORE_CHECKSUM - 1) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    text.append('=');
    CRC32 checksum = new CRC32();
    checksum.update(text.toString().getBytes(StandardCharsets.US_ASCII));
    return text.append(String.format(Locale.ROOT, "%08X", checksum.getValue())).toString();
  }
}
