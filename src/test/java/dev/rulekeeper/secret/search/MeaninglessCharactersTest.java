package dev.rulekeeper.secret.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MeaninglessCharactersTest {
  private static String rest(String text) {
    return text.substring(MeaninglessCharacters.end(text, 0, text.lastIndexOf('>')));
  }

  @ParameterizedTest
  @CsvSource({
    "<b>x, x",
    "</b>x, x",
    "<Z>x, x",
    "<!-- a -->x, x",
    "<?xml?>x, x",
    "<b>, ''",
    "'\u001b[31mx', x",
    "'\u001b[1;31mx', x",
    "'\u001b[mx', x",
    "'\u001b[?25hx', x",
    "'\u001b[31', ''"
  })
  void tags_and_the_colours_of_a_terminal_say_nothing(String text, String rest) {
    assertThat(rest(text)).isEqualTo(rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x", "<1>x", "< b>x", "<éa>", "<b", "<", "<b x", "\u001bx", "\u001b", "[31m", ">x", "&lt;"
      })
  void anything_else_says_something(String text) {
    assertThat(rest(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      chars = {
        ' ', '\t', '\n', '\u00a0', '\u2003', '\u0000', '\u007f', '\u0085', '\u200b', '\u200d',
        '\ufeff', '\u00ad', '\u034f', '\ufe00', '\ufe0f'
      })
  void blanks_and_what_nobody_sees_say_nothing(char character) {
    assertThat(MeaninglessCharacters.isInvisible(character)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(chars = {'a', '0', '-', '<', 'é', '日', '\u034e', '\u0350', '\ufdff', '\ufe10'})
  void what_is_seen_says_something(char character) {
    assertThat(MeaninglessCharacters.isInvisible(character)).isFalse();
  }
}
