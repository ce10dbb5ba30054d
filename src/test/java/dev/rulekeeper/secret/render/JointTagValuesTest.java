package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointTagValuesTest {
  private static final Tag ONE = Tag.secret("one");
  private static final Tag TWO = Tag.secret("two");

  @Test
  void every_assignment_is_there_and_those_that_say_most_come_first() {
    List<Map<Tag, String>> all =
        JointTagValues.of(
            List.of(ONE, TWO), tag -> tag.equals(ONE) ? List.of("a", "b") : List.of("c"));
    assertThat(all)
        .containsExactlyInAnyOrder(
            Map.of(ONE, "a", TWO, "c"),
            Map.of(ONE, "b", TWO, "c"),
            Map.of(ONE, "a"),
            Map.of(ONE, "b"),
            Map.of(TWO, "c"));
    assertThat(all.subList(0, 2)).allMatch(assignment -> assignment.size() == 2);
  }

  @Test
  void a_tag_without_known_values_is_left_open() {
    assertThat(JointTagValues.of(List.of(ONE), tag -> List.of())).isEmpty();
    assertThat(JointTagValues.of(List.of(), tag -> List.of("a"))).isEmpty();
  }

  @Test
  void more_assignments_than_can_be_tried_are_none() {
    assertThat(JointTagValues.of(List.of(ONE), tag -> Collections.nCopies(511, "a"))).hasSize(511);
    assertThat(JointTagValues.of(List.of(ONE), tag -> Collections.nCopies(512, "a"))).isEmpty();
  }
}
