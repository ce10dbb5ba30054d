package dev.rulekeeper.atlassian;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.rulekeeper.atlassian.ApiResponse.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * How often and how long a request is tried.
 *
 * @param attempts most attempts while trouble passes
 * @param stubbornAttempts most attempts in trouble that is often there to stay
 * @param throttledAttempts most attempts while the site asks for fewer requests
 * @param firstDelay the wait before the second attempt; doubled before each further one
 * @param longestDelay the longest wait that the site did not ask for
 * @param total the longest time for all attempts and waits of one request
 * @param connectWithin the longest time for one connection to come about
 * @param answerWithin the longest time for one complete answer
 */
record RequestRetryPolicy(
    int attempts,
    int stubbornAttempts,
    int throttledAttempts,
    Duration firstDelay,
    Duration longestDelay,
    Duration total,
    Duration connectWithin,
    Duration answerWithin) {

  /** For a real site. */
  static RequestRetryPolicy standard(Duration answerWithin) {
    return new RequestRetryPolicy(
        6,
        4,
        60,
        Duration.ofMillis(250),
        Duration.ofSeconds(10),
        Duration.ofMinutes(3),
        Duration.ofSeconds(10),
        answerWithin);
  }

  /** Runs attempts of a read, or of a write, until one goes well or patience ends. */
  FailsafeExecutor<ApiResponse> executor(boolean read) {
    return Failsafe.with(
        List.of(
            policy(reply -> reply.trouble(read) == Trouble.THROTTLED, throttledAttempts),
            policy(reply -> reply.trouble(read) == Trouble.PASSING, attempts),
            policy(reply -> reply.trouble(read) == Trouble.STUBBORN, stubbornAttempts)));
  }

  /** As {@link #executor} for a read of what must be there but may not be seen for a while yet. */
  FailsafeExecutor<ApiResponse> untilThere() {
    return executor(true).compose(policy(reply -> reply.status() == 404, stubbornAttempts));
  }

  private RetryPolicy<ApiResponse> policy(Predicate<ApiResponse> again, int most) {
    return RetryPolicy.<ApiResponse>builder()
        .handleIf(thrown -> false)
        .handleResultIf(again::test)
        .abortIf((reply, thrown) -> thrown == null && asksTooMuch(reply))
        .withMaxAttempts(most)
        .withMaxDuration(total)
        .withDelayFn(
            context ->
                delay(
                    context.getAttemptCount(),
                    context.getLastResult(),
                    ThreadLocalRandom.current().nextDouble()))
        .build();
  }

  /**
   * The wait after the {@code attempt}-th attempt. What the site asks for is a little stretched and
   * never cut; else the wait doubles each time, and its second half is left to chance so that
   * requests that failed together do not come back together.
   *
   * @param chance from 0 to 1
   */
  Duration delay(int attempt, ApiResponse reply, double chance) {
    Duration asked = reply.retryAfter().orElse(Duration.ZERO);
    if (!asked.isZero()) {
      return stretched(asked, 1 + chance / 10);
    }
    Duration doubled = firstDelay.multipliedBy(1L << Math.min(attempt - 1, 20));
    Duration bounded = doubled.compareTo(longestDelay) > 0 ? longestDelay : doubled;
    return stretched(bounded, (1 + chance) / 2);
  }

  /** Whether the site asks to wait longer than a request may take. */
  boolean asksTooMuch(ApiResponse reply) {
    return reply.retryAfter().filter(asked -> asked.compareTo(total) > 0).isPresent();
  }

  private static Duration stretched(Duration duration, double factor) {
    return Duration.ofNanos((long) (duration.toNanos() * factor));
  }
}
