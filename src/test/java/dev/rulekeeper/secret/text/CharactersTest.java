package dev.rulekeeper.secret.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CharactersTest {
  private static final String DIGITS = "0123456789";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";

  /** Every character of {@code type}, in order. */
  private static String all(Predicate<Character> type) {
    return IntStream.rangeClosed(0, Character.MAX_VALUE)
        .mapToObj(c -> (char) c)
        .filter(type)
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  @Test
  void letters_and_digits_are_those_of_ascii() {
    assertThat(all(Characters::isDigit)).isEqualTo(DIGITS);
    assertThat(all(Characters::isUpper)).isEqualTo(UPPER);
    assertThat(all(Characters::isLower)).isEqualTo(LOWER);
    assertThat(all(Characters::isLetter)).isEqualTo(UPPER + LOWER);
    assertThat(all(Characters::isAlphanumeric)).isEqualTo(DIGITS + UPPER + LOWER);
  }

  @Test
  void tokens_are_made_of_words_and_of_what_base64_adds() {
    assertThat(all(Characters::isWord)).isEqualTo("-" + DIGITS + UPPER + "_" + LOWER);
    assertThat(all(Characters::isRun)).isEqualTo("+-./" + DIGITS + "=" + UPPER + "_" + LOWER + "~");
  }

  @Test
  void space_is_what_parts_words_on_a_line_and_lines() {
    assertThat(all(Characters::isSpace)).isEqualTo("\t\n\r ");
  }
}
