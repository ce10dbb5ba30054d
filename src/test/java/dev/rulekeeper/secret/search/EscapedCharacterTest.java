package dev.rulekeeper.secret.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscapedCharacterTest {
  /** What is read behind an x, and before a y and a z. */
  private static EscapedCharacter at(String escape) {
    return EscapedCharacter.at("x" + escape + "yz", 1);
  }

  private static EscapedCharacter loosely(String escape) {
    return EscapedCharacter.loosely("x" + escape + "yz", 1);
  }

  private static EscapedCharacter read(char character, String escape) {
    return new EscapedCharacter(character, 1 + escape.length());
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\\u0041, A",
        "\\u00e9, é",
        "\\x41, A",
        "\\n, ` `",
        "\\r, ` `",
        "\\t, ` `",
        "\\b, ` `",
        "\\f, ` `",
        "\\\\, \\",
        "\\/, /",
        "\\\", \"",
        "\\', '",
        "%41, A",
        "%2f, /",
        "&amp;, &",
        "&lt;, <",
        "&gt;, >",
        "&quot;, \"",
        "&apos;, '",
        "&nbsp;, \u00a0",
        "&#65;, A",
        "&#x41;, A",
        "&#X41;, A",
        "&#65535;, \uffff",
        "&#000000065;, A",
        "A, A"
      })
  void an_escape_is_read_to_its_end(String escape, char character) {
    assertThat(at(escape)).isEqualTo(read(character, escape));
    assertThat(loosely(escape)).isEqualTo(read(character, escape));
  }

  @ParameterizedTest
  @CsvSource({
    "\\u00g1",
    "\\xg1",
    "\\q",
    "%4g",
    "%",
    "&",
    "&amp",
    "&amp ;",
    "&other;",
    "&#;",
    "&#x;",
    "&#65536;",
    "&#99999999999;",
    "&#0000000000065;",
    "&#6a;"
  })
  void what_only_begins_like_an_escape_is_itself(String text) {
    assertThat(at(text)).isEqualTo(new EscapedCharacter(text.charAt(0), 2));
  }

  @ParameterizedTest
  @CsvSource({"\\", "%", "%4", "\\u004", "\\x4", "&", "&#65", "&amp"})
  void an_escape_that_the_text_ends_in_is_itself(String text) {
    assertThat(EscapedCharacter.at(text, 0)).isEqualTo(new EscapedCharacter(text.charAt(0), 1));
  }

  @ParameterizedTest
  @CsvSource({"%41, A, 3", "\\u0041, A, 6", "&#65;, A, 5"})
  void an_escape_may_be_the_end_of_a_text(String text, char character, int end) {
    assertThat(EscapedCharacter.at(text, 0)).isEqualTo(new EscapedCharacter(character, end));
  }

  @ParameterizedTest
  @CsvSource({"\\101, A", "\\047, ''''", "&#65, A", "=41, A", "=2F, /"})
  void mails_c_and_browsers_read_more(String escape, char character) {
    assertThat(loosely(escape)).isEqualTo(read(character, escape));
    assertThat(at(escape).end()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"'=\n'", "'=\r\n'"})
  void a_line_of_a_mail_goes_on_behind_its_last_sign(String escape) {
    assertThat(loosely(escape)).isEqualTo(read(' ', escape));
  }

  @ParameterizedTest
  @CsvSource({"\\10", "\\189", "=2f", "=4g", "'=\r'", "&#", "&a", "&#65536", "=", "\\"})
  void and_leave_what_is_none_of_theirs(String text) {
    assertThat(loosely(text)).isEqualTo(new EscapedCharacter(text.charAt(0), 2));
  }

  @ParameterizedTest
  @CsvSource({"=", "=4", "\\", "\\10", "&#", "&"})
  void the_end_of_a_text_ends_them_too(String text) {
    assertThat(EscapedCharacter.loosely(text, 0))
        .isEqualTo(new EscapedCharacter(text.charAt(0), 1));
  }
}
