package dev.rulekeeper.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleCharacterTest {
  private static boolean hasOne(String text) {
    return text.codePoints().count() > 0
        && java.util.stream.IntStream.range(0, text.length())
            .filter(i -> !Character.isLowSurrogate(text.charAt(i)))
            .anyMatch(i -> InvisibleCharacter.isAt(text, i));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u202eb",
        "a\u2066b",
        "a\u200bb",
        "a\u200db",
        "a\u200cb",
        "a\u00adb",
        "a\u2060b",
        "\ufeffa",
        "a\udb40\udc41",
        "a\udb40\udc00",
        "a\udb40\udd00",
        "a\ufe00",
        "\u26a0\ufe0f\ufe0f",
        "a\u3164",
        "a\u2063b",
        "a\ufff9b"
      })
  void what_nobody_sees_is_one_and_is_written_as_an_escape(String text) {
    assertThat(hasOne(text)).isTrue();
    String written = Yaml.write(TextNode.valueOf(text));
    assertThat(hasOne(written)).as(written).isFalse();
    assertThat(Yaml.read("x", written).asText()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "naïve café",
        "\u26a0\ufe0f warning",
        "1\ufe0f\u20e3",
        "\ud83d\udc69\u200d\ud83d\udcbb",
        "\ud83c\udff3\ufe0f\u200d\ud83c\udf08",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937",
        "日本語\u3000テスト"
      })
  void what_a_script_or_a_picture_needs_is_none(String text) {
    assertThat(hasOne(text)).isFalse();
    assertThat(Yaml.write(TextNode.valueOf(text))).contains(text);
  }

  @Test
  void the_whole_block_of_tags_is_invisible() {
    for (int tag = 0xE0000; tag <= 0xE0FFF; tag++) {
      assertThat(InvisibleCharacter.isIgnorable(tag)).isTrue();
    }
  }
}
