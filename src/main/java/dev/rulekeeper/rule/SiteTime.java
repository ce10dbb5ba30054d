package dev.rulekeeper.rule;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The times of a site, {@code created} and {@code updated}: epoch seconds with a fraction (OpenAPI
 * description), by some reports as text or as epoch milliseconds.
 */
public final class SiteTime {
  private static final BigDecimal LEAST_MILLISECONDS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal LATEST = BigDecimal.valueOf(253_402_300_800L);

  private SiteTime() {}

  /** The instant that {@code text} names, or nothing where it names none. */
  public static Optional<Instant> parse(String text) {
    try {
      BigDecimal number = new BigDecimal(text);
      BigDecimal seconds =
          number.compareTo(LEAST_MILLISECONDS) >= 0 ? number.movePointLeft(3) : number;
      return seconds.signum() < 0 || seconds.compareTo(LATEST) >= 0
          ? Optional.empty()
          : Optional.of(Instant.ofEpochMilli(seconds.movePointRight(3).longValue()));
    } catch (NumberFormatException e) {
      return instant(text);
    }
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether {@code text} names a time less than {@code age} before {@code now}, or after it, as
   * where the clocks differ.
   */
  public static boolean isWithin(Duration age, String text, Instant now) {
    return parse(text).filter(time -> time.isAfter(now.minus(age))).isPresent();
  }
}
