package dev.rulekeeper.secret.render;

import java.util.Random;

/**
 * Invented values that nobody should choose and somebody has, and pairs that contain each other.
 */
public final class RotationValues {
  private static final String[] ALPHABETS = {
    "ABCDEFGHJKMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789",
    "aZ9 &,;<>{}[]()\"'\\/%+=?#@!$^|~`:.*_-",
    "QUJD09+/=",
    "אבגד عربي 0123456789",
    "é漢字🔑🚀ß€",
    "%41%20&=+ab"
  };

  private RotationValues() {}

  /** A value that does not begin or end with a blank, of 6 to 40 characters, now and then more. */
  public static String any(Random random) {
    String alphabet = ALPHABETS[random.nextInt(ALPHABETS.length)];
    int[] characters = alphabet.codePoints().toArray();
    int length = random.nextInt(50) == 0 ? 400 + random.nextInt(3_600) : 6 + random.nextInt(34);
    StringBuilder value = new StringBuilder();
    // Something that no other value of the same run holds.
    value.append(mark(random));
    while (value.length() < length) {
      value.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    return value.append(mark(random)).toString();
  }

  /** One of 1 to 5 characters that does not begin or end with a blank. */
  public static String brief(Random random) {
    int[] characters = ALPHABETS[random.nextInt(ALPHABETS.length)].codePoints().toArray();
    StringBuilder value = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      value.appendCodePoint(characters[random.nextInt(characters.length)]);
    }
    String text = value.toString().strip();
    return text.isEmpty() || text.chars().allMatch(c -> c == '*') ? "7" : text;
  }

  private static String mark(Random random) {
    String alphabet = ALPHABETS[0];
    StringBuilder mark = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      mark.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return mark.toString();
  }

  /** What comes after {@code old}: another value, or one that holds it or is held by it. */
  public static String next(Random random, String old) {
    int end = old.offsetByCodePoints(old.length(), -3);
    int start = old.offsetByCodePoints(0, 3);
    return switch (random.nextInt(8)) {
      case 0 -> old.substring(0, end);
      case 1 -> old.substring(start);
      case 2 -> old.substring(start, end);
      case 3 -> old + mark(random);
      case 4 -> mark(random) + old;
      default -> any(random);
    };
  }
}
