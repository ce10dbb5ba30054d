package dev.rulekeeper.placeholder;

import static dev.rulekeeper.placeholder.Encoding.BASE64;
import static dev.rulekeeper.placeholder.Encoding.BASE64URL;
import static dev.rulekeeper.placeholder.Encoding.JSON;
import static dev.rulekeeper.placeholder.Encoding.URLENCODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.Draws;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodingTest {
  @Test
  void each_encoding_has_its_golden_form() {
    assertThat(BASE64.encode("bot@acme.com:t?>~")).isEqualTo("Ym90QGFjbWUuY29tOnQ/Pn4=");
    assertThat(BASE64URL.encode("bot@acme.com:t?>~")).isEqualTo("Ym90QGFjbWUuY29tOnQ_Pn4");
    assertThat(URLENCODE.encode("a b+c/d=é~_.-*")).isEqualTo("a%20b%2Bc%2Fd%3D%C3%A9~_.-%2A");
    assertThat(JSON.encode("\"\\/\b\f\n\r\t\u0001\u001f é\u2028"))
        .isEqualTo("\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f é\u2028");
  }

  @Property(seed = Draws.SEED, tries = 200)
  void decoding_gives_back_what_was_encoded(@ForAll Encoding encoding, @ForAll String text) {
    String whole = text.replaceAll("\\p{Cs}", "");
    assertThat(encoding.decode(encoding.encode(whole))).contains(whole);
  }

  @ParameterizedTest
  @CsvSource({
    "BASE64, Zg",
    "BASE64, Zg=",
    "BASE64, Zh==",
    "BASE64, Z g==",
    "BASE64, /w==",
    "BASE64URL, Zg==",
    "BASE64URL, Zh",
    "BASE64URL, Z",
    "URLENCODE, %2b",
    "URLENCODE, %41",
    "URLENCODE, a b",
    "URLENCODE, %",
    "URLENCODE, %2",
    "URLENCODE, %ZZ",
    "URLENCODE, %FF",
    "URLENCODE, é",
    "JSON, \\/",
    "JSON, \\u0041",
    "JSON, \\x",
    "JSON, \\",
  })
  void a_text_that_is_not_the_one_way_to_encode_is_not_decoded(Encoding encoding, String text) {
    assertThat(encoding.decode(text)).isEmpty();
  }

  @Test
  void a_json_string_does_not_end_inside() {
    assertThat(JSON.decode("a\"b")).isEmpty();
    assertThat(JSON.decode("a\" ")).isEmpty();
    assertThat(JSON.decode("a\nb")).isEmpty();
  }

  @Test
  void half_a_surrogate_pair_has_no_bytes_to_encode() {
    assertThatThrownBy(() -> BASE64.encode("a\ud800"))
        .isInstanceOf(PlaceholderException.class)
        .hasMessageContaining("surrogate");
  }
}
