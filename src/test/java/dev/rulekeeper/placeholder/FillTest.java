package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rulekeeper.Draws;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Templates of which only some tags have a value, and what a tag is. */
class FillTest {
  private static final Map<String, String> VALUES =
      Map.of("<<var:a>>", "one \"two\"", "<<var:b>>", "ü", "<<var:empty>>", "");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # template                                            | filled
          x <<var:a>> y                                         | x one "two" y
          <<var:a>> <<secret:s>>                                | one "two" <<secret:s>>
          <<var:empty>><<secret:s>>                             | <<secret:s>>
          <<#json>><<var:a>><</json>>                           | one \\"two\\"
          <<#json>><<var:a>><<secret:s>><</json>>               | one \\"two\\"<<#json>><<secret:s>><</json>>
          <<#urlencode>><<var:b>>=<<secret:s>><</urlencode>>    | %C3%BC%3D<<#urlencode>><<secret:s>><</urlencode>>
          <<#xml>><<var:a>><<secret:s>><</xml>>                 | one &quot;two&quot;<<#xml>><<secret:s>><</xml>>
          <<#base64>><<var:b>><</base64>>                       | w7w=
          <<#base64>><<var:b>>:<<secret:s>><</base64>>          | <<#base64>>ü:<<secret:s>><</base64>>
          <<#json>><<#base64>><<var:b>><</base64>><</json>>     | w7w=
          <<#json>><<#base64>><<var:b>>:<<secret:s>><</base64>><</json>> | <<#json>><<#base64>>ü:<<secret:s>><</base64>><</json>>
          <<open>><<var:a>>                                     | <<open>>one "two"
          """)
  void what_is_known_is_text_and_all_else_keeps_its_encoding(String template, String filled) {
    PlaceholderText text = PlaceholderText.parse(template).fill(FillTest::value);
    assertThat(text.source()).isEqualTo(filled);
  }

  @Property(seed = Draws.SEED, tries = 500)
  void to_fill_some_tags_and_render_the_rest_is_to_render_all(
      @ForAll("templates") PlaceholderText template, @ForAll("texts") String secret) {
    Function<Tag, Optional<String>> all =
        tag -> tag.kind() == Tag.Kind.SECRET ? Optional.of(secret) : value(tag);
    assertThat(template.fill(FillTest::value).render(all)).isEqualTo(template.render(all));
    assertThat(template.fill(FillTest::value).fill(FillTest::value))
        .isEqualTo(template.fill(FillTest::value));
    assertThat(template.fill(all).tags()).isEmpty();
  }

  @Test
  void a_template_with_an_open_tag_cannot_be_rendered() {
    PlaceholderText template = PlaceholderText.parse("<<secret:s>> <<var:a>>");
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> template.render(FillTest::value))
        .withMessageContaining("<<secret:s>>")
        .withMessageNotContaining("one");
  }

  @Property(seed = Draws.SEED, tries = 300)
  void an_encoding_by_character_may_be_cut_anywhere(
      @ForAll Encoding encoding, @ForAll("texts") String one, @ForAll("texts") String two) {
    String together = encoding.encode(one + two);
    if (encoding.isByCharacter()) {
      assertThat(together).isEqualTo(encoding.encode(one) + encoding.encode(two));
    }
    assertThat(together.chars().allMatch(c -> encoding.allows((char) c))).as(together).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "a.b_c-d", "a1", "0a"})
  void a_name_is_lower_case_and_begins_with_a_letter_or_digit(String name) {
    assertThat(Tag.secret(name)).hasToString("<<secret:" + name + ">>");
    assertThat(Tag.of("secret:" + name)).hasValue(Tag.secret(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "-a", ".a", "_a", "a b", "a/b", "ä", "a\n"})
  void anything_else_is_no_name(String name) {
    assertThatExceptionOfType(PlaceholderException.class)
        .isThrownBy(() -> Tag.secret(name))
        .satisfies(e -> assertThat(e.hint()).startsWith("a name is made of lower-case letters"));
    assertThat(Tag.of("secret:" + name)).isEmpty();
  }

  @Test
  void tags_are_in_the_order_of_kinds_and_then_of_names() {
    List<Tag> tags =
        List.of(
            Tag.secret("a"),
            Tag.secret("b"),
            new Tag(Tag.Kind.VARIABLE, "a"),
            new Tag(Tag.Kind.PARAMETER, "a"),
            new Tag(Tag.Kind.FRAGMENT, "a"));
    assertThat(new TreeSet<>(tags)).containsExactlyElementsOf(tags);
    assertThat(tags)
        .extracting(Tag::toString)
        .containsExactly("<<secret:a>>", "<<secret:b>>", "<<var:a>>", "<<param:a>>", "<<>a>>");
  }

  private static Optional<String> value(Tag tag) {
    return Optional.ofNullable(VALUES.get(tag.toString()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("", "a", "ü", "\"", "\\", "<", "&", "\n", "a b", "%", "😀", "+/=");
  }

  @Provide
  Arbitrary<PlaceholderText> templates() {
    Arbitrary<String> inside =
        Arbitraries.of("x", "<<var:a>>", "<<var:b>>", "<<var:empty>>", "<<secret:s>>", "&\"")
            .list()
            .ofMaxSize(4)
            .map(parts -> String.join("", parts));
    Arbitrary<String> encoded =
        Combinators.combine(Arbitraries.of(Encoding.values()), inside)
            .as(
                (encoding, text) ->
                    "<<#" + encoding.tag() + ">>" + text + "<</" + encoding.tag() + ">>");
    return Arbitraries.oneOf(inside, encoded)
        .list()
        .ofMaxSize(3)
        .map(parts -> PlaceholderText.parse(String.join("", parts)));
  }
}
