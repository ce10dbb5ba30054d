package dev.rulekeeper.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.rulekeeper.Draws;
import java.util.HexFormat;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactJsonTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"1.10", "1.0", "9223372036854775808", "-0.5", "1E+3", "1743568964.174", "0.00"})
  void a_number_keeps_its_digits(String number) {
    assertThat(ExactJson.write(ExactJson.read(number))).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0E-0",
        "1E0",
        "1.5E1",
        "2.5e9",
        "1.23456789012e11",
        "1.8446744073709551617E19",
        "1e2"
      })
  void a_number_is_the_same_once_it_was_written(String number) {
    JsonNode tree = ExactJson.read(number);
    assertThat(ExactJson.read(ExactJson.write(tree))).isEqualTo(tree);
  }

  @Test
  void a_number_that_no_tree_can_hold_is_not_json() {
    assertThat(ExactJson.parse("1e99999999999")).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 500)
  void what_is_written_as_utf_8_is_read_again(@ForAll("trees") JsonNode tree) {
    assertThat(ExactJson.read(utf8(ExactJson.write(tree)))).isEqualTo(tree);
    assertThat(ExactJson.read(utf8(ExactJson.writePretty(tree)))).isEqualTo(tree);
  }

  @Property(seed = Draws.SEED, tries = 1000)
  void bytes_are_those_of_the_text(@ForAll("trees") JsonNode tree) {
    assertThat(ExactJson.bytes(tree)).isEqualTo(ExactJson.write(tree).getBytes(UTF_8));
    assertThat(ExactJson.prettyBytes(tree)).isEqualTo(ExactJson.writePretty(tree).getBytes(UTF_8));
    assertThat(ExactJson.read(ExactJson.bytes(tree))).isEqualTo(tree);
  }

  @Property(seed = Draws.SEED, tries = 1000)
  void bytes_are_read_as_their_text_is(
      @ForAll("trees") JsonNode tree, @ForAll @IntRange(max = 400) int at, @ForAll char other) {
    String text = utf8(ExactJson.writePretty(tree));
    int place = Math.min(at, text.length());
    String changed = utf8(text.substring(0, place) + other + text.substring(place));
    assertThat(ExactJson.parse(changed.getBytes(UTF_8))).isEqualTo(ExactJson.parse(changed));
    assertThat(ExactJson.parse(text.getBytes(UTF_8))).isEqualTo(ExactJson.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "{}",
        "[]",
        "{} {}",
        "\uFEFF{}",
        "[1]x",
        "{\"\\ud83d\":1}",
        "[\"\\uDE00\"]"
      })
  void short_and_odd_bytes_are_read_as_their_text_is(String text) {
    assertThat(ExactJson.parse(text.getBytes(UTF_8))).isEqualTo(ExactJson.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "C080",
        "C1BF",
        "E080AF",
        "EDA080",
        "EDB080",
        "F08080AF",
        "F4908080",
        "F5808080",
        "FF",
        "80",
        "C3",
        "E282",
        "C3A4",
        "E0A4B9",
        "ED9590",
        "F09F9880"
      })
  void bytes_that_are_no_text_are_replaced_before_they_are_read(String character) {
    String around = HexFormat.of().formatHex("{\"a\":\"".getBytes(UTF_8));
    byte[] bytes =
        HexFormat.of()
            .parseHex(around + character + HexFormat.of().formatHex("\"}".getBytes(UTF_8)));
    assertThat(ExactJson.parse(bytes))
        .isPresent()
        .isEqualTo(ExactJson.parse(new String(bytes, UTF_8)));
  }

  @Test
  void what_is_no_utf_8_is_replaced() {
    byte[] json = "[\"ab\"]".getBytes(UTF_8);
    json[2] = (byte) 0xFF;
    assertThat(ExactJson.read(json).get(0).asText()).isEqualTo("\uFFFDb");
  }

  @ParameterizedTest
  @CsvSource({
    "\uD83D, \\ud83d",
    "\uDE00, \\ude00",
    "x\uD83Dy, x\\ud83dy",
    "\uD83D\uDE00, \uD83D\uDE00",
    "\uDE00\uD83D, \\ude00\\ud83d"
  })
  void half_of_a_surrogate_pair_is_escaped_as_no_encoding_can_carry_it(String text, String json) {
    assertThat(ExactJson.write(TextNode.valueOf(text))).isEqualTo('"' + json + '"');
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\\ud83d", "\\uDE00", "a\\ud83dz", "\\ude00\\ud83d", "\\\\ud83d", "\\\\\\ud83d"})
  void escapes_of_half_a_pair_stand_for_the_same_in_keys_and_in_values(String escapes) {
    JsonNode tree = ExactJson.read("{\"" + escapes + "\": \"" + escapes + "\"}");
    assertThat(tree.fieldNames().next()).isEqualTo(tree.elements().next().textValue());
    assertThat(ExactJson.read(ExactJson.write(tree))).isEqualTo(tree);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "{", "{}{}", "[1,]", "{'a':1}", "nul", "01", "{\"a\":1} x"})
  void what_is_not_one_document_is_not_json(String text) {
    assertThat(ExactJson.parse(text)).isEmpty();
    assertThatExceptionOfType(JsonException.class)
        .isThrownBy(() -> ExactJson.read(text))
        .withMessage("not valid JSON")
        .withNoCause();
  }

  @Test
  void a_pretty_text_has_two_spaces_an_indent_and_line_feeds() {
    assertThat(ExactJson.writePretty(ExactJson.read("{\"b\":[1,{\"a\":null}],\"c\":{}}")))
        .isEqualTo(
            """
            {
              "b" : [
                1,
                {
                  "a" : null
                }
              ],
              "c" : { }
            }\
            """);
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(3);
  }

  private static String utf8(String text) {
    return new String(text.getBytes(UTF_8), UTF_8);
  }
}
