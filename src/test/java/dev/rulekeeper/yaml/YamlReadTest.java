package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.yaml.InvalidFileException.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReadTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yes",
        "No",
        "~",
        "0123",
        "0x1F",
        "0o17",
        ".inf",
        ".5",
        "1.",
        "+1",
        "1_000",
        "2026-11-24",
        "12:30:45",
        "True",
        "Null",
        "NaN",
        "<<"
      })
  void a_plain_scalar_that_is_not_one_of_json_is_text(String scalar) {
    assertThat(Yaml.read("x", "k: " + scalar + "\n").path("k").textValue()).isEqualTo(scalar);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "true", "false", "0", "-1", "1.10", "1E+3", "9223372036854775808"})
  void a_plain_scalar_of_json_is_what_json_says(String scalar) {
    assertThat(Yaml.read("x", "k: " + scalar + "\n").path("k"))
        .isEqualTo(ExactJson.read(scalar))
        .hasSameClassAs(ExactJson.read(scalar));
  }

  @Test
  void nothing_is_null() {
    assertThat(Yaml.read("x", "k:\n").path("k").isNull()).isTrue();
    assertThat(Yaml.read("x", "# only a comment\n").isNull()).isTrue();
    assertThat(Yaml.read("x", "").isNull()).isTrue();
  }

  @Test
  void quoted_and_block_scalars_are_text() {
    assertThat(Yaml.read("x", "- '1'\n- \"null\"\n- |\n  true\n- >-\n  1\n  2\n"))
        .isEqualTo(ExactJson.read("[\"1\", \"null\", \"true\\n\", \"1 2\"]"));
  }

  @Test
  void the_styles_that_people_write_are_understood() {
    String text =
        """
        %YAML 1.2
        ---
        labels: [ a, "b", {c: 1} ]
        indentless:
        - x
        -
          y: 1
        ...
        """;

    assertThat(Yaml.read("x", text))
        .isEqualTo(
            ExactJson.read(
                "{\"labels\": [\"a\", \"b\", {\"c\": 1}], \"indentless\": [\"x\", {\"y\": 1}]}"));
  }

  @Test
  void every_scalar_can_be_read_as_the_text_that_was_written() {
    assertThat(Yaml.readText("x", "a: 1.10\nb: null\n1: true\nd: '~'\ne:\n"))
        .isEqualTo(
            ExactJson.read(
                "{\"a\": \"1.10\", \"b\": \"null\", \"1\": \"true\", \"d\": \"~\", \"e\": \"\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`a: 1\nb: [1\n`         | 3 | not valid YAML: expected ',' or ']', but got <stream end>",
        "`a: 1\na: 2\n`          | 2 | the same key as in line 1",
        "`a: &x 1\n`             | 1 | an anchor or alias",
        "`a: 1\nb: *x\n`         | 2 | an anchor or alias",
        "`a: !!str 1\n`          | 1 | a YAML tag",
        "`a: ! 1\n`              | 1 | a YAML tag",
        "`a: 1\n2: b\n`          | 2 | a key that is not a text",
        "`a: 1\n? [b]\n: 1\n`    | 2 | a key that is not a text",
        "`a: 1\n---\nb: 1\n`     | 2 | a second document",
        "`a: 1\n"
            + "b: \u0007\n"
            + "`     | 2 | the character U+0007 may only stand escaped in double quotes",
        "`a: 1\nb: \"\\x`         | 2 | not valid YAML: no character has the number in an escape",
        "`a: \"\\UFFFFFFFF\"\n`   | 1 | not valid YAML: no character has the number in an escape",
        "`a: 1e99999999999\n`    | 1 | a number out of range",
        "`a: 1\n"
            + "\tb: 2\n"
            + "`        | 2 | not valid YAML: found character '\\t(TAB)' that cannot start any"
            + " token. (Do not use \\t(TAB) for indentation)",
      })
  void what_is_refused_is_named_with_its_line(String text, int line, String what) {
    Problem problem = problem(text);

    assertThat(problem.where()).isEqualTo("rules/x.yaml:" + line);
    assertThat(problem.what()).isEqualTo(what);
    assertThat(problem.hint()).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: \"ATATT3xFfGF0EXAMPLE\nb: 1\n",
        "a: *ATATT3xFfGF0EXAMPLE\n",
        "ATATT3xFfGF0EXAMPLE: 1\nATATT3xFfGF0EXAMPLE: 2\n",
        "%TAG !ATATT3xFfGF0EXAMPLE! x\n%TAG !ATATT3xFfGF0EXAMPLE! x\n--- a\n",
        "a: !ATATT3xFfGF0EXAMPLE!x 1\n",
        "a: b: ATATT3xFfGF0EXAMPLE\n",
        "- a\nATATT3xFfGF0EXAMPLE\n",
        "a: 'x' ATATT3xFfGF0EXAMPLE\n",
        "a: |ATATT3xFfGF0EXAMPLE\n",
        "a: \"\\xATATT3xFfGF0EXAMPLE\"\n",
        "%ATATT3xFfGF0EXAMPLE\na: [\n"
      })
  void a_message_quotes_nothing_of_the_file(String text) {
    assertThatThrownBy(() -> Yaml.read("x", text))
        .isInstanceOfSatisfying(
            InvalidFileException.class,
            e -> assertThat(e.problems().toString()).doesNotContain("EXAMPLE"))
        .hasMessageNotContaining("EXAMPLE")
        .hasNoCause();
  }

  @Test
  void a_thousand_levels_are_read_and_more_are_refused() {
    assertThat(Yaml.read("x", "[".repeat(900) + "]".repeat(900)).isArray()).isTrue();
    assertThat(problem("[".repeat(5000)).what()).contains("1000 levels");
  }

  @Test
  void a_file_of_several_megabytes_is_read() {
    String line = "x".repeat(100_000);
    String text = ("- " + line + "\n").repeat(40);

    assertThat(Yaml.read("x", text)).hasSize(40);
  }

  private static Problem problem(String text) {
    InvalidFileException exception =
        catchThrowableOfType(InvalidFileException.class, () -> Yaml.read("rules/x.yaml", text));
    assertThat(exception).as("nothing was refused").isNotNull();
    assertThat(exception.problems()).hasSize(1);
    return exception.problems().get(0);
  }

  @Test
  void a_file_that_is_larger_than_any_rule_is_refused_before_it_is_parsed() {
    String text = "labels:\n" + "  - label\n".repeat(1_000_000);
    assertThatThrownBy(() -> Yaml.read("rules/x.yaml", text))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("rules/x.yaml: has 10000008 characters");
  }
}
