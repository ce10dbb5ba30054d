package dev.rulekeeper.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleIdTest {
  private final SplittableRandom random = new SplittableRandom(7);

  @Test
  void a_new_id_is_of_version_7_and_begins_with_the_time() {
    RuleId id = RuleId.create(at("2022-02-22T19:22:22Z"), random);

    assertThat(id.toString()).matches("017f22e2-79b0-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().variant()).isEqualTo(2);
  }

  @Test
  void new_ids_differ_and_sort_by_time() {
    Clock clock = at("2022-02-22T19:22:22Z");
    RuleId first = RuleId.create(clock, random);

    assertThat(RuleId.create(clock, random)).isNotEqualTo(first);
    assertThat(RuleId.create(at("2022-02-22T19:22:23Z"), random)).isGreaterThan(first);
  }

  @Test
  void ids_sort_as_their_texts_do() {
    List<RuleId> ids =
        Stream.generate(() -> new RuleId(new UUID(random.nextLong(), random.nextLong() >> 60)))
            .limit(50)
            .flatMap(
                id -> Stream.of(id, new RuleId(new UUID(id.value().getMostSignificantBits(), 3))))
            .toList();
    for (RuleId left : ids) {
      for (RuleId right : ids) {
        assertThat(Integer.signum(left.compareTo(right)))
            .isEqualTo(Integer.signum(left.toString().compareTo(right.toString())));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "019c88efff967ccea198297e21a4c02c", "1-1-1-1-1"})
  void a_text_that_is_no_uuid_is_refused(String text) {
    assertThatThrownBy(() -> RuleId.of(text)).isInstanceOf(RuleException.class);
  }

  private static Clock at(String time) {
    return Clock.fixed(Instant.parse(time), ZoneOffset.UTC);
  }
}
