package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestRateTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long DURATION = 5_000_000L;

  private final RequestRate pace = new RequestRate();

  @Test
  void a_site_that_refuses_nothing_is_not_held_up() {
    for (long now = 0; now < 100; now++) {
      assertThat(pace.reserve(now)).isZero();
      pace.accepted(now, now + DURATION);
    }
  }

  @Test
  void refusals_of_requests_that_had_their_turn_together_are_one_sign() {
    pace.accepted(0, DURATION);
    pace.refused(DURATION, 2 * DURATION, 16);
    double once = pace.rate(2 * DURATION);
    pace.refused(DURATION, 2 * DURATION, 16);
    assertThat(pace.rate(2 * DURATION)).isEqualTo(once);
  }

  @Test
  void without_further_refusals_the_rate_grows_without_end() {
    pace.accepted(0, DURATION);
    pace.refused(DURATION, 2 * DURATION, 1);
    assertThat(pace.rate(100 * SECOND)).isGreaterThan(1000 * pace.rate(2 * SECOND));
  }

  @ParameterizedTest
  @CsvSource({"10, 10", "50, 50", "50, 5", "150, 15"})
  void nearly_all_that_a_site_allows_is_used_and_little_is_refused(int perSecond, int burst) {
    long now = 0;
    long last = 0;
    double allowance = burst;
    int accepted = 0;
    int refused = 0;
    while (now < 60 * SECOND) {
      long asked = now;
      now += pace.reserve(now);
      allowance = Math.min(burst, allowance + (double) (now - last) / SECOND * perSecond);
      last = now;
      if (allowance >= 1) {
        allowance--;
        accepted++;
        now += DURATION;
        pace.accepted(asked, now);
      } else {
        refused++;
        now += DURATION / 5;
        pace.refused(asked, now, 16);
      }
    }
    assertThat(accepted).isGreaterThan(60 * perSecond * 9 / 10);
    assertThat(refused).isLessThan(accepted / 5);
  }
}
