package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.atlassian.SiteDirectory.Person;
import dev.rulekeeper.json.ExactJson;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines and names as a terminal shows them. */
class TextStyleTest {
  private static final Names NAMES =
      new Names(
          new TreeMap<>(Map.of("10336", "SHOP")),
          new TreeMap<>(Map.of("a1", new Person("Ada", true), "b2", new Person("Bo", false))),
          new TreeMap<>(Map.of("customfield_1", "Team")),
          new TreeMap<>(Map.of("3", "Done")),
          true);

  @Property(seed = Draws.SEED, tries = 200)
  void wrapped_words_are_all_there_and_fit(
      @ForAll @IntRange(min = 40, max = 120) int width,
      @ForAll @IntRange(max = 20) int indent,
      @ForAll @Size(min = 1, max = 40)
          List<@AlphaChars @StringLength(min = 1, max = 12) String> words) {
    List<String> lines =
        new TextStyle(width, false, false).wrapped(String.join(" ", words), indent);
    assertThat(lines)
        .isNotEmpty()
        .allMatch(line -> DisplayWidth.of(line) <= width)
        .allMatch(line -> line.startsWith(" ".repeat(indent)));
    assertThat(String.join(" ", lines.stream().map(String::strip).toList()))
        .isEqualTo(String.join(" ", words));
  }

  @Test
  void items_are_not_broken() {
    TextStyle style = new TextStyle(40, false, false);
    assertThat(style.wrappedItems("12 to write (3 update, 9 rotate) · 1 blocked · 774 unchanged"))
        .containsExactly("12 to write (3 update, 9 rotate) ·", "1 blocked · 774 unchanged");
  }

  @Test
  void without_a_terminal_nothing_is_cut_wrapped_or_coloured() {
    String text = "word ".repeat(100).strip();
    assertThat(TextStyle.plain().wrapped(text, 2)).containsExactly("  " + text);
    assertThat(TextStyle.plain().fitted(text)).isEqualTo(text);
    assertThat(TextStyle.plain().in(31, "x")).isEqualTo("x");
    assertThat(new TextStyle(80, true, false).in(31, "x").replace(IntendedControlMark.TEXT, ""))
        .isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(new TextStyle(80, true, false).in(0, "x")).isEqualTo("x");
    assertThat(new TextStyle(3, false, false).width()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "リリース, 5, リリ…", "a, 1, a", "ab, 1, …", "ab, 0, ''"})
  void what_is_too_wide_ends_with_a_mark(String text, int columns, String cut) {
    assertThat(DisplayWidth.cut(text, columns)).isEqualTo(cut);
  }

  @Test
  void text_that_people_wrote_moves_no_cursor() {
    assertThat(TerminalText.of("a\u001b[2Jb\r\nc\u0007")).isEqualTo("a�[2Jb c�");
    assertThat(TerminalText.of("plain é")).isEqualTo("plain é");
  }

  @ParameterizedTest
  @CsvSource({
    "project/10336, SHOP (project/10336)",
    "project/SHOP,  SHOP (project/10336)",
    "project/OTHER, project/OTHER",
    "project/7,     project/7",
    "site,          site",
  })
  void a_scope_has_the_key_of_its_project(String scope, String told) {
    assertThat(NAMES.scope(scope)).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "scope:project/SHOP,  scope:project/SHOP scope:project/10336",
    "scope:project/10336, scope:project/10336 scope:project/SHOP",
    "scope:project/7,     scope:project/7",
    "label:project/SHOP,  label:project/SHOP",
  })
  void a_filter_fits_files_in_both_spellings_of_a_project(String filter, String all) {
    assertThat(NAMES.spellings(filter)).containsExactly(all.split(" "));
  }

  @Test
  void the_key_of_a_project_means_its_id() {
    assertThat(NAMES.scopeOfKey("project/SHOP")).hasValue("project/10336");
    assertThat(NAMES.scopeOfKey("project/OTHER")).isEmpty();
    assertThat(NAMES.scopeOfKey("SHOP")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a1,          Ada,       false",
    "b2,          Bo (left), true",
    "c3,          c3 (left), true",
    "{{x.owner}}, {{x.owner}}, false",
  })
  void an_account_has_the_name_of_the_person_and_says_who_left(
      String account, String told, boolean left) {
    assertThat(NAMES.account(account)).isEqualTo(told);
    assertThat(NAMES.left(account)).isEqualTo(left);
  }

  @Test
  void where_not_all_people_are_known_nobody_has_left_who_is_not_known() {
    assertThat(Names.NONE.left("c3")).isFalse();
    assertThat(Names.NONE.account("c3")).isEqualTo("c3");
  }

  @Test
  void names_are_read_as_they_were_written_and_what_is_broken_counts_for_nothing() {
    assertThat(Names.read(NAMES.write())).isEqualTo(NAMES);
    ObjectNode broken = ExactJson.object().put("projects", 7).put("complete", "maybe");
    assertThat(Names.read(broken)).isEqualTo(Names.NONE);
  }
}
