package dev.rulekeeper.lint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever reviews a file sees everything that it says, or is told where not. */
class HiddenTextTest {
  @ParameterizedTest
  @CsvSource({
    "200B, a zero width space",
    "202E, what turns the direction of the text",
    "FEFF, a byte order mark",
    "E0041, a letter that is a tag"
  })
  void a_character_that_nobody_sees_is_told_with_its_line_and_its_number(
      String number, String what) {
    String hidden = Character.toString(Integer.parseInt(number, 16));
    assertThat(HiddenText.in("rules/a.yaml", "name: Tell\nlabel: a" + hidden + "b\n"))
        .as(what)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.where()).isEqualTo("rules/a.yaml:2");
              assertThat(finding.message()).contains("U+" + number);
              assertThat(finding.error()).as("it may be meant").isFalse();
            });
  }

  @Test
  void a_line_is_told_once_and_each_line_for_itself() {
    assertThat(HiddenText.in("a.txt", "x\u200Bx\u200Bx\nplain\n\u200B\n"))
        .extracting(LintFinding::where)
        .containsExactly("a.txt:1", "a.txt:3");
  }

  @Test
  void what_a_reader_sees_is_told_nothing_of() {
    assertThat(HiddenText.in("a.txt", "Tschüß, リリース, 👩‍💻 and ✔️\n\ttabbed\r\n")).isEmpty();
    assertThat(HiddenText.in("a.txt", "")).isEmpty();
  }
}
