package dev.rulekeeper.atlassian;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the {@code Retry-After} header (RFC 9110, section 10.2.3). */
final class RetryAfter {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /**
   * How long to wait, never negative; nothing where {@code header} is neither seconds nor a date.
   *
   * @param date the {@code Date} header of the same answer: a date is taken against the clock that
   *     wrote it, where it is known
   */
  static Optional<Duration> parse(String header, Optional<String> date, Instant now) {
    String text = header.strip();
    if (SECONDS.matcher(text).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    Instant from = date.flatMap(RetryAfter::instant).orElse(now);
    return instant(text)
        .map(until -> Duration.between(from, until))
        .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<Instant> instant(String httpDate) {
    try {
      return Optional.of(
          DateTimeFormatter.RFC_1123_DATE_TIME.parse(httpDate.strip(), Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
