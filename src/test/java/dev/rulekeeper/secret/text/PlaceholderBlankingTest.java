package dev.rulekeeper.secret.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholderBlankingTest {
  /** With a letter for each kind of blank. */
  private static String blanked(String text) {
    return PlaceholderBlanking.blank(text)
        .replace(PlaceholderBlanking.SMART, 'S')
        .replace(PlaceholderBlanking.TAG, 'T')
        .replace(PlaceholderBlanking.OPEN, 'O');
  }

  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "{{a}}, SSSSS",
    "x{{a}}y{{b}}z, xSSSSSySSSSSz",
    "{{{a}}}, SSSSSSS",
    "{{{a}}}}, SSSSSSS}",
    "{{a, {{a",
    "{{a}} {{b, SSSSS {{b",
    "x <<secret:a>> y, x TTTTTTTTTTTT y",
    "<<#json>>a<</json>>, TTTTTTTTTaTTTTTTTTT",
    "<<a>>>, TTTTT>",
    "<<a, <<a",
    "<<open>>a>>, OOOOOOOOa>>",
    "<<a>>{{b}}, TTTTTSSSSS",
    "'x data:image/png;base64,EXAMPLE+/=_- y', x SSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSSS y",
    "data:image/a data:image/b, SSSSSSSSSSSS SSSSSSSSSSSS",
    "data:text/plain, data:text/plain"
  })
  void what_is_no_literal_text_is_blanked_and_every_place_stays(String text, String blanked) {
    assertThat(blanked(text)).isEqualTo(blanked).hasSameSizeAs(text);
  }

  @Test
  void an_open_tag_is_literal_text_and_no_blank() {
    assertThat(PlaceholderBlanking.isBlank(PlaceholderBlanking.SMART)).isTrue();
    assertThat(PlaceholderBlanking.isBlank(PlaceholderBlanking.TAG)).isTrue();
    assertThat(PlaceholderBlanking.isBlank(PlaceholderBlanking.OPEN)).isFalse();
    assertThat(PlaceholderBlanking.isBlank('a')).isFalse();
  }

  @Test
  void the_next_blank_is_looked_for_within_bounds() {
    String masked = PlaceholderBlanking.blank("ab{{c}}d<<e>>");
    assertThat(PlaceholderBlanking.next(masked, 0, masked.length())).isEqualTo(2);
    assertThat(PlaceholderBlanking.next(masked, 3, masked.length())).isEqualTo(3);
    assertThat(PlaceholderBlanking.next(masked, 7, masked.length())).isEqualTo(8);
    assertThat(PlaceholderBlanking.next(masked, 0, 2)).isEqualTo(2);
    assertThat(PlaceholderBlanking.next(masked, 7, 8)).isEqualTo(8);
  }
}
