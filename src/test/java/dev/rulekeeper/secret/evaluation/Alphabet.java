package dev.rulekeeper.secret.evaluation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;

/** Random texts of given alphabets, the same for the same seed. */
final class Alphabet {
  private static final String DIGITS = "0123456789";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private final Random random;

  Alphabet(Random random) {
    this.random = random;
  }

  String of(String characters, int length) {
    var text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }

  String digits(int length) {
    return of(DIGITS, length);
  }

  String hex(int length) {
    return of("0123456789abcdef", length);
  }

  String lowerDigits(int length) {
    return of(LOWER + DIGITS, length);
  }

  String upperDigits(int length) {
    return of(UPPER + DIGITS, length);
  }

  String base32(int length) {
    return of(UPPER + "234567", length);
  }

  String alphanumeric(int length) {
    return of(LOWER + UPPER + DIGITS, length);
  }

  String letters(int length) {
    return of(LOWER + UPPER, length);
  }

  /** The base64url alphabet; ends in a letter, as a sentence may follow. */
  String base64Url(int length) {
    return of(LOWER + UPPER + DIGITS + "-_", length - 1) + of(LOWER + UPPER, 1);
  }

  String base64(int length) {
    return of(LOWER + UPPER + DIGITS + "+/", length);
  }

  String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  <T> T oneOf(java.util.List<T> things) {
    return things.get(random.nextInt(things.size()));
  }

  /** {@code text} in the base64url of a JSON web token. */
  static String segment(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
