package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.json.ExactJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriteTest {
  @Test
  void collections_have_an_entry_a_line_and_empty_ones_stand_in_line() {
    String text =
        write(
            """
            {"name": "Notify", "labels": [], "actor": {"type": "ACCOUNT_ID"}, "with": {},
             "components": [{"type": "a", "value": {"list": [1, [2, 3], [], {}]}}, "text", null]}
            """);

    assertThat(text)
        .isEqualTo(
            """
            name: Notify
            labels: []
            actor:
              type: ACCOUNT_ID
            with: {}
            components:
              - type: a
                value:
                  list:
                    - 1
                    - - 2
                      - 3
                    - []
                    - {}
              - text
              - null
            """);
  }

  @Test
  void a_literal_block_keeps_every_line() {
    String text = body("{\n\t\"text\": \"{{issue.key}}: done\", \n\n  # not a comment\n}");

    assertThat(text)
        .isEqualTo(
            "body: |-\n  {\n  \t\"text\": \"{{issue.key}}: done\", \n\n    # not a comment\n  }\n");
  }

  @Test
  void the_header_of_a_literal_block_says_how_it_ends_and_begins() {
    assertThat(body("a\nb")).isEqualTo("body: |-\n  a\n  b\n");
    assertThat(body("a\nb\n")).isEqualTo("body: |\n  a\n  b\n");
    assertThat(body("a\nb\n\n")).isEqualTo("body: |+\n  a\n  b\n\n");
    assertThat(body("  a\nb")).isEqualTo("body: |2-\n    a\n  b\n");
    assertThat(body("\na\n")).isEqualTo("body: |2\n\n  a\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jira.issue.event.trigger:transitioned",
        "ari:cloud:jira::site/1",
        "<<secret:jira-bot>>",
        "Bearer <<secret:jira-bot>>",
        "https://example.com/x?y=z#top",
        "019c88ef-ff96-7cce-a198-297e21a4c02c",
        "say \"hi\" it's fine",
        "Zürich 日本 😀",
        "1.2.3",
        "nobody"
      })
  void a_string_that_nobody_misreads_is_plain(String string) {
    assertThat(body(string)).isEqualTo("body: " + string + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "no",
        "Yes",
        "ON",
        "y",
        "null",
        "~",
        "true",
        "0123",
        "0x1F",
        "0o17",
        "1e3",
        "1.10",
        "+1",
        ".5",
        ".inf",
        "-.INF",
        ".NaN",
        "1_000",
        "1,000",
        "12:30:45",
        "2026-11-24",
        "2026-11-24T10:00:00Z",
        "=",
        "<<",
        "a: b",
        "a:",
        "a #b",
        "#a",
        "- a",
        "-",
        "? a",
        ": a",
        "[a",
        "{{issue.key}}",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a'",
        "---",
        "...",
        " lead",
        "trail "
      })
  void a_string_that_some_reader_takes_for_something_else_is_quoted(String string) {
    assertThat(body(string)).isEqualTo("body: \"" + string + "\"\n");
  }

  @Test
  void single_quotes_spare_the_escapes_of_json_in_one_line() {
    assertThat(body("{\"it's\": \"\\d\"}")).isEqualTo("body: '{\"it''s\": \"\\d\"}'\n");
  }

  @Test
  void characters_that_cannot_be_seen_or_that_break_lines_are_escaped() {
    assertThat(body("a\r\nb\t\u0085\u2028\uFEFF\u0000\u001b\u202e\uD83D\u007f"))
        .isEqualTo("body: \"a\\r\\nb\\t\\x85\\u2028\\uFEFF\\0\\x1B\\u202E\\uD83D\\x7F\"\n");
  }

  @Test
  void a_long_line_is_not_folded() {
    String line = "word ".repeat(20_000) + "end";

    assertThat(body(line)).isEqualTo("body: " + line + "\n");
    assertThat(Yaml.read("x", body(line)).path("body").textValue()).isEqualTo(line);
  }

  @Test
  void keys_are_quoted_like_values() {
    assertThat(write("{\"no\": 1, \"a b\": 2, \"a: b\": 3, \"x\\ny\": 4}"))
        .isEqualTo("\"no\": 1\na b: 2\n\"a: b\": 3\n\"x\\ny\": 4\n");
  }

  @Test
  void numbers_keep_their_digits() {
    String numbers = "[1.10, 9223372036854775808, 1E+3, 1743568964.174, 0.00]";

    assertThat(write(numbers))
        .isEqualTo("- 1.10\n- 9223372036854775808\n- 1E+3\n- 1743568964.174\n- 0.00\n");
  }

  private static String body(String string) {
    return Yaml.write(ExactJson.object().put("body", string));
  }

  private static String write(String json) {
    JsonNode tree = ExactJson.read(json);
    return Yaml.write(tree);
  }
}
