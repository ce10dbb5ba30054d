package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

/** A packed text is the text. */
class PackedTextTest {
  @Property(seed = Draws.SEED, tries = 200)
  void what_was_packed_comes_back(@ForAll @StringLength(max = 30) String text) {
    String whole = whole(text);
    assertThat(PackedText.of(whole).get()).isEqualTo(whole);
  }

  @Example
  void a_long_text_that_repeats_takes_little() {
    String text = "- component: jira.issue.create\n".repeat(10_000);
    assertThat(PackedText.of(text).get()).isEqualTo(text);
  }

  @Example
  void nothing_of_it_is_shown() {
    assertThat(PackedText.of("token: EXAMPLE-of-nobody").toString()).doesNotContain("EXAMPLE");
  }

  /** {@code text} without halves of surrogate pairs. */
  static String whole(String text) {
    return text.codePoints()
        .filter(PackedTextTest::isWhole)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isWhole(int character) {
    return character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE;
  }
}
