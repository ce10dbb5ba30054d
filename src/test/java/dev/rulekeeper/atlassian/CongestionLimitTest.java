package dev.rulekeeper.atlassian;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CongestionLimitTest {
  private final long start = System.nanoTime() + 1_000_000;
  private final CongestionLimit limit = new CongestionLimit(16);

  @Test
  void it_begins_with_all_that_is_allowed() {
    assertThat(limit.getLimit()).isEqualTo(16);
  }

  @Test
  void many_refusals_of_one_round_are_one_sign() {
    for (int i = 0; i < 16; i++) {
      limit.onSample(start + i, 1000, 16, true);
    }
    assertThat(limit.getLimit()).isEqualTo(12);
  }

  @Test
  void each_further_round_of_refusals_cuts_again_down_to_one() {
    for (int round = 0; round < 50; round++) {
      limit.onSample(start + round * 10_000L, 1000, 16, true);
    }
    assertThat(limit.getLimit()).isEqualTo(1);
  }

  @Test
  void a_round_of_good_answers_adds_one() {
    limit.onSample(start, 1000, 16, true);
    for (int i = 0; i < 13; i++) {
      limit.onSample(start + 5000 + i, 1000, 12, false);
    }
    assertThat(limit.getLimit()).isEqualTo(13);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void it_stays_between_one_and_the_most(@ForAll List<Boolean> drops) {
    CongestionLimit any = new CongestionLimit(5);
    for (int i = 0; i < drops.size(); i++) {
      any.onSample(start + i * 10_000L, 1000, 5, drops.get(i));
      assertThat(any.getLimit()).isBetween(1, 5);
    }
  }
}
