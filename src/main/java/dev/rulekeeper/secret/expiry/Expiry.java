package dev.rulekeeper.secret.expiry;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * When a value expires, and how that is known.
 *
 * @param day the last day in UTC on which the value is valid, if only for a part of it
 */
public record Expiry(LocalDate day, ExpirySource source) {
  private static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");
  private static final Duration TICK = Duration.ofNanos(1);

  /**
   * The expiry of what is valid before {@code end}; nothing for the years that stand for "never"
   * and for times that no date can say.
   */
  public static Optional<Expiry> at(Instant end, ExpirySource source) {
    if (end.isBefore(Instant.EPOCH) || !end.isBefore(NEVER)) {
      return Optional.empty();
    }
    return Optional.of(new Expiry(LocalDate.ofInstant(end.minus(TICK), ZoneOffset.UTC), source));
  }

  @Override
  public String toString() {
    return day + " (" + source.meaning() + ")";
  }
}
