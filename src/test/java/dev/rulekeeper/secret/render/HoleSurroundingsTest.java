package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HoleSurroundingsTest {
  private static final Tag BOT = Tag.secret("bot");

  private static boolean isOnlyReading(String template, String value) {
    return HoleSurroundings.isOnlyReading(PlaceholderText.parse(template), BOT, value);
  }

  private static boolean leavesQuotes(String template, String value) {
    return HoleSurroundings.leavesQuotes(PlaceholderText.parse(template), BOT, value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EXAMPLE", "EXAMPLE-0123+/=_.~:@!$%^*", "é", "😀", ""})
  void a_token_is_one_run_in_which_nothing_begins_an_edit(String value) {
    assertThat(HoleSurroundings.isToken(value)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ", "\t", "\n", "\u00a0", "\u0000", "\u007f", "\"", "'", "`", "&", ",", ";", "{", "}", "<",
        ">", "(", ")", "[", "]", "|", "\\", "?", "#"
      })
  void what_could_begin_an_edit_is_in_no_token(String character) {
    assertThat(HoleSurroundings.isToken("EX" + character + "AMPLE")).isFalse();
    assertThat(HoleSurroundings.isToken(character)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<secret:bot>>", "<<#json>><<secret:bot>><</json>>"})
  void a_hole_that_is_the_whole_text_can_hold_anything(String template) {
    assertThat(isOnlyReading(template, "EX AMPLE, edited")).isTrue();
  }

  @Test
  void a_token_and_a_private_key_are_read_wherever_they_stand() {
    assertThat(isOnlyReading("use <<secret:bot>> today", "EXAMPLE")).isTrue();
    assertThat(isOnlyReading("use <<secret:bot>> today", "EX AMPLE")).isFalse();
    assertThat(
            isOnlyReading(
                "use <<secret:bot>> today",
                "-----BEGIN PRIVATE KEY-----\nEXAMPLE\n-----END PRIVATE KEY-----"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\": \"<<secret:bot>>\"}', EX AMPLE, true",
    "'{\"a\": \"<<secret:bot>>\"}', 'EX\", \"AMPLE', false",
    "'{\"a\": \\\"<<secret:bot>>\\\"}', EX AMPLE, true",
    "'{\"a\": \\\"<<secret:bot>>\\\"}', 'EX\" AMPLE', false",
    "a=<<secret:bot>>&b=c, EX AMPLE, true",
    "a=<<secret:bot>>&b=c, EX AMPLE&d=e, false",
    "a=<<secret:bot>>, EX AMPLE, false",
    "<k><<secret:bot>></k>, EX AMPLE, true",
    "<k><<secret:bot>></k>, EX <b>AMPLE, false",
    "'\"<<secret:bot>> x', EX AMPLE, false",
    "'x <<secret:bot>>\"', EX AMPLE, false",
    "'\"<<secret:bot>>&', EX AMPLE, false"
  })
  void between_its_delimiters_a_value_may_hold_all_but_the_closing_one(
      String template, String value, boolean only) {
    assertThat(isOnlyReading(template, value)).isEqualTo(only);
  }

  @Test
  void every_place_of_the_tag_has_to_enclose_it_and_no_other_tag_matters() {
    assertThat(isOnlyReading("\"<<secret:bot>>\" and <<secret:bot>>", "EX AMPLE")).isFalse();
    assertThat(isOnlyReading("\"<<secret:bot>>\" and <<secret:other>>", "EX AMPLE")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"a\": \"<<secret:bot>>\"}', 'EX\", \"AMPLE', true",
    "'{\"a\": \\\"<<secret:bot>>\\\"}', 'EX\" AMPLE', true",
    "'{\"a\": \"<<secret:bot>>\"}', EX AMPLE, false",
    "<k><<secret:bot>></k>, 'EX\" AMPLE', false",
    "'\"<<secret:other>>\" <<secret:bot>>', 'EX\" AMPLE', false"
  })
  void a_value_with_a_quotation_mark_leaves_the_quotes_around_it(
      String template, String value, boolean leaves) {
    assertThat(leavesQuotes(template, value)).isEqualTo(leaves);
  }
}
