package dev.rulekeeper.sandbox;

import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** Gives ids, the same ones for the same seed in the same order. */
final class Identifiers {
  private static final Pattern VERSION_7 =
      Pattern.compile(
          "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}",
          Pattern.CASE_INSENSITIVE);
  private static final long VERSION_BITS = 0xF000L;
  private static final long VARIANT_BITS = 0b11L << 62;
  private static final long VARIANT = 0b10L << 62;
  private final Random random;

  Identifiers(long seed) {
    this.random = new Random(seed);
  }

  /** Whether {@code text} is a UUID of version 7, the only one that a new rule may bring. */
  static boolean isVersion7(String text) {
    return VERSION_7.matcher(text).matches();
  }

  /** A UUID of version 4, as components, headers and sites have. */
  synchronized String component() {
    return uuid((random.nextLong() & ~VERSION_BITS) | 0x4000L);
  }

  /** A UUID of version 7 for the time {@code epochMillis}, as rules have. */
  synchronized String rule(long epochMillis) {
    return uuid((epochMillis << 16) | 0x7000L | random.nextInt(1 << 12));
  }

  private String uuid(long high) {
    return new UUID(high, (random.nextLong() & ~VARIANT_BITS) | VARIANT).toString();
  }
}
