package dev.rulekeeper.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** The ids of a site: of the versions that the real one gives, and the same for the same seed. */
class IdentifiersTest {
  @Test
  void one_seed_gives_the_same_ids_in_the_same_order_and_another_seed_others() {
    assertThat(ids(7)).isEqualTo(ids(7)).doesNotHaveDuplicates();
    assertThat(ids(8)).doesNotContainAnyElementsOf(ids(7));
  }

  private static List<String> ids(long seed) {
    Identifiers identifiers = new Identifiers(seed);
    return Stream.generate(identifiers::component).limit(50).toList();
  }

  @Property(seed = Draws.SEED, tries = 200)
  void a_rule_has_version_7_which_sorts_by_time_and_a_component_has_version_4(
      @ForAll @LongRange(min = 1_500_000_000_000L, max = 4_000_000_000_000L) long time) {
    Identifiers identifiers = new Identifiers(time);
    String rule = identifiers.rule(time);
    assertThat(Identifiers.isVersion7(rule)).isTrue();
    assertThat(UUID.fromString(rule).variant()).isEqualTo(2);
    assertThat(rule).isLessThan(identifiers.rule(time + 1));
    String component = identifiers.component();
    assertThat(UUID.fromString(component).version()).isEqualTo(4);
    assertThat(Identifiers.isVersion7(component)).isFalse();
  }
}
