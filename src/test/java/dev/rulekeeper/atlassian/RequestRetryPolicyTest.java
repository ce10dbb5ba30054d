package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RequestRetryPolicyTest {
  private static final RequestRetryPolicy PATIENCE =
      RequestRetryPolicy.standard(SiteConnection.STANDARD_TIMEOUT);
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private static ApiResponse reply(Optional<Duration> retryAfter) {
    return ApiResponse.answered(429, new byte[0], retryAfter, Optional.empty());
  }

  @Test
  void waits_double_up_to_the_longest() {
    ApiResponse reply = reply(Optional.empty());
    assertThat(PATIENCE.delay(1, reply, 1)).isEqualTo(Duration.ofMillis(250));
    assertThat(PATIENCE.delay(2, reply, 1)).isEqualTo(Duration.ofMillis(500));
    assertThat(PATIENCE.delay(3, reply, 0)).isEqualTo(Duration.ofMillis(500));
    assertThat(PATIENCE.delay(50, reply, 1)).isEqualTo(Duration.ofSeconds(10));
  }

  @Property(seed = Draws.SEED, tries = 100)
  void a_wait_is_never_shorter_than_the_site_asks_for_and_hardly_longer(
      @ForAll @IntRange(min = 1, max = 100) int seconds,
      @ForAll @IntRange(min = 1, max = 60) int attempt,
      @ForAll @DoubleRange(min = 0, max = 1) double chance) {
    Duration asked = Duration.ofSeconds(seconds);
    assertThat(PATIENCE.delay(attempt, reply(Optional.of(asked)), chance))
        .isBetween(asked, asked.multipliedBy(11).dividedBy(10));
  }

  @Test
  void retry_after_may_be_seconds() {
    assertThat(RetryAfter.parse(" 90 ", Optional.empty(), NOON)).contains(Duration.ofSeconds(90));
  }

  @Test
  void retry_after_may_be_a_date_by_the_clock_of_the_site() {
    String until = "Tue, 24 Nov 2026 12:00:30 GMT";
    assertThat(RetryAfter.parse(until, Optional.empty(), NOON)).contains(Duration.ofSeconds(30));
    assertThat(RetryAfter.parse(until, Optional.of("Tue, 24 Nov 2026 12:00:20 GMT"), NOON))
        .contains(Duration.ofSeconds(10));
    assertThat(RetryAfter.parse(until, Optional.of("Tue, 24 Nov 2026 12:01:00 GMT"), NOON))
        .contains(Duration.ZERO);
  }

  @Test
  void retry_after_that_is_neither_is_nothing() {
    assertThat(RetryAfter.parse("soon", Optional.empty(), NOON)).isEmpty();
    assertThat(RetryAfter.parse("-1", Optional.empty(), NOON)).isEmpty();
  }
}
