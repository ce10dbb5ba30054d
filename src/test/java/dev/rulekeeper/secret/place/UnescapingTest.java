package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the texts, § is the character whose place is followed. */
class UnescapingTest {
  private static final String KEY = "key=";

  private static void assertUnescaped(Unescaping unescaping, String plain) {
    assertThat(unescaping.text()).isEqualTo(plain);
    assertThat(unescaping.at()).isEqualTo(plain.indexOf('§'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "§                      | §",
        "a§b\" rest             | a§b",
        "\\\"a\\\\\\/§          | \"a\\/§",
        "\\u0041§\\u00e9        | A§é",
        "\\u00zz§               | ?§",
        "§\\u00                 | §u00",
        "§\\                    | §\\",
      })
  void a_json_string_ends_at_its_quote(String text, String plain) {
    assertUnescaped(Unescaping.json(KEY + text, KEY.length(), (KEY + text).indexOf('§')), plain);
  }

  @ParameterizedTest
  @CsvSource({"b, '\b'", "f, '\f'", "n, '\n'", "r, '\r'", "t, '\t'", "x, x"})
  void a_json_escape_is_what_it_stands_for(String letter, String plain) {
    String text = "a\\" + letter + "§";
    assertThat(Unescaping.json(text, 0, text.indexOf('§')))
        .isEqualTo(new Unescaping("a" + plain + "§", 2));
  }

  @ParameterizedTest
  @CsvSource({
    "§, §",
    "a+b§c+d, a b§c d",
    "%41%62§%63, Ab§c",
    "%C3%A9§, é§",
    "%4§%4, %4§%4",
    "%zz§, %zz§",
    "§a&b, §a",
    "a§%26b#c, a§&b"
  })
  void a_field_ends_at_the_first_of_its_ends(String text, String plain) {
    assertUnescaped(
        Unescaping.percent(KEY + text, KEY.length(), (KEY + text).indexOf('§'), "&#"), plain);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "§, §",
        "a&lt;b&gt;§, a<b>§",
        "&quot;&#39;&apos;§, \"''§",
        "&amp;lt;§&amp;, &lt;§&",
        "§ a</b>, § a",
        "§ a, § a"
      })
  void the_text_of_markup_ends_at_the_next_tag(String text, String plain) {
    assertUnescaped(
        Unescaping.markup(KEY + text, KEY.length(), (KEY + text).indexOf('§'), "<"), plain);
  }
}
