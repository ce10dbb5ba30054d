package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TextSyntaxTest {
  /** Printable ASCII, in order. */
  private static final String ASCII =
      " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`"
          + "abcdefghijklmnopqrstuvwxyz{|}~";

  /** What of printable ASCII cannot stand there as it is. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '§',
      value = {
        "JSON_STRING §\"\\§",
        "FORM_FIELD %&+",
        "ADDRESS_PARAMETER § \"#%&+<>[\\]^`{|}§",
        "ADDRESS_USER § \"#%+/:<>?@[\\]^`{|}§",
        "ADDRESS_PATH § \"#%<>?[\\]^`{|}§",
        "MARKUP_TEXT §&<§",
        "MARKUP_ATTRIBUTE §\"&'<§",
        "MARKUP_DATA §§",
        "HEADER §§",
        "HEADER_EDGE § §",
        "BASIC_USER :"
      })
  void some_characters_cannot_stand_there_as_they_are(TextSyntax syntax, String refused) {
    StringBuilder found = new StringBuilder();
    ASCII
        .chars()
        .filter(c -> !syntax.holdsBare(Character.toString(c)))
        .forEach(found::appendCodePoint);
    assertThat(found).hasToString(refused);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "JSON_STRING|'a\nb'|false",
        "FORM_FIELD|'a\nb'|false",
        "FORM_FIELD|é|true",
        "ADDRESS_PARAMETER|é|false",
        "ADDRESS_USER|é|false",
        "ADDRESS_PATH|a/b%2Fc|true",
        "ADDRESS_PATH|a%2|false",
        "MARKUP_TEXT|'a\rb'|false",
        "MARKUP_TEXT|'a\n\tb'|true",
        "MARKUP_TEXT|a]]>b|false",
        "MARKUP_TEXT|'a\u0001b'|false",
        "MARKUP_TEXT|'a\uffffb'|false",
        "MARKUP_TEXT|a\ufffdb|true",
        "MARKUP_TEXT|😀|true",
        "MARKUP_ATTRIBUTE|a>b|true",
        "MARKUP_ATTRIBUTE|'a\u0001b'|false",
        "MARKUP_DATA|a]]>b|false",
        "MARKUP_DATA|a]]b|true",
        "MARKUP_DATA|'a\rb'|false",
        "MARKUP_DATA|'a\u0001b'|false",
        "HEADER|'a\tb'|true",
        "HEADER|'a\nb'|false",
        "HEADER|'a\u007fb'|false",
        "HEADER_EDGE|a b|true",
        "HEADER_EDGE|'a '|false",
        "JSON_VALUE|12|true",
        "JSON_VALUE|'{\"a\": 1}'|true",
        "JSON_VALUE|EXAMPLE|false",
        "HALF_ESCAPE|41|false"
      })
  void whether_a_text_can_stand_there_as_it_is(TextSyntax syntax, String text, boolean holds) {
    assertThat(syntax.holdsBare(text)).isEqualTo(holds);
  }

  @ParameterizedTest
  @EnumSource
  void an_encoding_makes_any_printable_text_stand_there(TextSyntax syntax) {
    assertThat(syntax.title()).isNotBlank();
    if (syntax.encoding().isPresent()) {
      assertThat(syntax.holdsEncoded(ASCII)).isTrue();
    } else {
      assertThat(syntax.holdsEncoded("a:b")).isEqualTo(syntax.holdsBare("a:b"));
      assertThat(syntax.needsEncoding()).isFalse();
    }
  }

  @Test
  void no_escape_makes_a_control_character_stand_in_markup() {
    assertThat(TextSyntax.MARKUP_TEXT.holdsEncoded("a\u0001b")).isFalse();
    assertThat(TextSyntax.JSON_STRING.holdsEncoded("a\u0001b")).isTrue();
    assertThat(TextSyntax.HEADER.holdsEncoded("a\nb")).isFalse();
  }

  @Test
  void all_encodings_are_needed_but_that_of_a_path() {
    assertThat(Arrays.stream(TextSyntax.values()).filter(TextSyntax::needsEncoding))
        .containsExactly(
            TextSyntax.JSON_STRING,
            TextSyntax.FORM_FIELD,
            TextSyntax.ADDRESS_PARAMETER,
            TextSyntax.ADDRESS_USER,
            TextSyntax.MARKUP_TEXT,
            TextSyntax.MARKUP_ATTRIBUTE);
  }

  @ParameterizedTest
  @CsvSource({
    "JSON_STRING, true, true, true, false",
    "MARKUP_TEXT, true, true, true, false",
    "HEADER, true, true, true, false",
    "BASIC_USER, true, true, true, false",
    "FORM_FIELD, false, true, false, false",
    "ADDRESS_PATH, false, true, false, false",
    "JSON_VALUE, false, false, false, false",
    "HALF_ESCAPE, false, false, false, false"
  })
  void what_an_inner_encoding_writes_needs_no_more_where_it_is_plain(
      TextSyntax syntax, boolean base64, boolean base64url, boolean percent, boolean json) {
    assertThat(syntax.holdsOutputOf(Encoding.BASE64)).isEqualTo(base64);
    assertThat(syntax.holdsOutputOf(Encoding.BASE64URL)).isEqualTo(base64url);
    assertThat(syntax.holdsOutputOf(Encoding.URLENCODE)).isEqualTo(percent);
    assertThat(syntax.holdsOutputOf(Encoding.JSON)).isEqualTo(json);
  }
}
