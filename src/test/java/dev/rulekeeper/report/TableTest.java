package dev.rulekeeper.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

final class TableTest {
  private static Table secrets(String name) {
    Table table =
        new Table("SECRET", "RULES", "PLACES", "OWNER", "HOSTS").droppable("PLACES", "OWNER");
    table.add(name, "18", "19", "platform", "ci.acme.example, builds.acme.example");
    table.add("リリース", "2", "2", "", "hooks.slack.com");
    return table;
  }

  @Test
  void a_narrow_column_comes_back_where_a_wide_one_made_room() {
    Table table = new Table("SECRET", "SOURCE", "PROJECTS").droppable("SOURCE", "PROJECTS");
    table.add("ci-bot", "the value", "a list of projects that is far too long for one line");
    assertThat(table.text(new TextStyle(40, false, false)))
        .isEqualTo("SECRET  SOURCE\nci-bot  the value\n");
  }

  @Property(seed = Draws.SEED, tries = 100)
  void no_line_is_wider_than_the_terminal(
      @ForAll @IntRange(min = 40, max = 200) int width,
      @ForAll @AlphaChars @StringLength(max = 150) String name) {
    assertThat(secrets(name).text(new TextStyle(width, false, false)).lines())
        .hasSize(3)
        .allMatch(line -> DisplayWidth.of(line) <= width);
  }

  @Test
  void columns_that_are_not_needed_go_first_and_wide_names_stay_aligned() {
    assertThat(secrets("ci-bot").text(new TextStyle(60, false, false)))
        .isEqualTo(
            """
            SECRET    RULES  HOSTS
            ci-bot    18     ci.acme.example, builds.acme.example
            リリース  2      hooks.slack.com
            """);
    assertThat(secrets("ci-bot").text(new TextStyle(60, false, true))).contains("PLACES", "OWNER");
    assertThat(secrets("ci-bot").text()).contains("PLACES", "OWNER");
  }
}
