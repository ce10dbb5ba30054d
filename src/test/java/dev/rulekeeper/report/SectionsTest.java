package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A comment of limited length: what matters less goes first, and it is said how much went. */
class SectionsTest {
  /** What the note may take. */
  private static final int NOTE = 200;

  @Test
  void where_there_is_room_all_is_there_in_full_and_in_order() {
    Sections sections = new Sections(NOTE + 100);
    sections.add(2, "b long\n", "b\n");
    sections.add(1, "a long\n", "a\n");
    assertThat(sections.text()).isEqualTo("b long\na long\n");
  }

  @Test
  void where_there_is_little_the_higher_rank_is_shortened_first() {
    Sections sections = new Sections(NOTE + 14);
    sections.add(2, "bbbbbbbbb\n", "b\n");
    sections.add(1, "aaaaaaaaa\n", "a\n");
    assertThat(sections.text()).isEqualTo("b\naaaaaaaaa\n");
  }

  @Test
  void no_full_text_takes_the_room_of_another_short_one() {
    Sections sections = new Sections(NOTE + 10);
    sections.add(1, "aaaaaaaaa\n", "a\n");
    sections.add(2, "bbbbbbbbb\n", "b\n");
    assertThat(sections.text()).isEqualTo("a\nb\n");
  }

  @Test
  void what_is_left_out_is_counted() {
    Sections sections = new Sections(NOTE + 4);
    for (int i = 0; i < 5; i++) {
      sections.add(i, "xx");
    }
    assertThat(sections.text())
        .isEqualTo(
            "xxxx\n… and 3 more lines for which there is no room here: `rulekeeper plan -v` shows"
                + " all.\n");
    Sections one = new Sections(NOTE + 2);
    one.add(0, "xx");
    one.add(1, "yy");
    assertThat(one.text())
        .isEqualTo(
            "xx\n… and 1 more line for which there is no room here: `rulekeeper plan -v` shows"
                + " all.\n");
  }

  @Test
  void a_folded_list_shows_as_many_items_as_there_is_room_for() {
    List<String> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      items.add("- item " + i + "\n");
    }
    Sections wide = new Sections(NOTE + 1000);
    wide.addFolded(1, "8 items", items);
    assertThat(wide.text())
        .startsWith("\n<details><summary>8 items</summary>\n\n- item 0\n")
        .contains("- item 7\n")
        .endsWith("\n</details>\n");
    Sections narrow = new Sections(NOTE + 120);
    narrow.addFolded(1, "8 items", items);
    assertThat(narrow.text()).contains("- item 5\n- … and 2 more\n").doesNotContain("- item 6");
    Sections none = new Sections(NOTE + 20);
    none.addFolded(1, "8 items", items);
    assertThat(none.text()).as("a list that was folded away is no line that is missing").isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 300)
  void the_text_is_never_longer_than_it_may_be(
      @ForAll @IntRange(min = NOTE, max = 1000) int most,
      @ForAll @Size(max = 20) List<@IntRange(max = 300) Integer> lengths) {
    Sections sections = new Sections(most);
    for (int i = 0; i < lengths.size(); i++) {
      sections.add(i % 4, "x".repeat(lengths.get(i)), "x".repeat(lengths.get(i) / 3));
    }
    assertThat(sections.text()).hasSizeLessThanOrEqualTo(most);
  }
}
