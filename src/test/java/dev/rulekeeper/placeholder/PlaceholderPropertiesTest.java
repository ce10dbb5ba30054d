package dev.rulekeeper.placeholder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.Draws;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PlaceholderPropertiesTest {
  @Property(seed = Draws.SEED, tries = 300)
  void parsing_the_source_gives_the_template(@ForAll("templates") PlaceholderText template) {
    assertThat(PlaceholderText.parse(template.source())).isEqualTo(template);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void the_source_of_the_source_is_the_source(@ForAll("sources") String text) {
    String source = PlaceholderText.parse(text).source();
    assertThat(PlaceholderText.parse(source).source()).isEqualTo(source);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void a_literal_renders_to_itself(@ForAll("texts") String text) {
    PlaceholderText literal = PlaceholderText.literal(text);
    assertThat(literal.render(tag -> Optional.empty())).isEqualTo(text);
    assertThat(PlaceholderText.parse(literal.source())).isEqualTo(literal);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void any_text_is_a_template_or_an_error(@ForAll("broken") String text) {
    try {
      assertThat(PlaceholderText.parse(PlaceholderText.parse(text).source()))
          .isEqualTo(PlaceholderText.parse(text));
    } catch (PlaceholderException e) {
      assertThat(e.hint()).isNotEmpty();
    }
  }

  @Property(seed = Draws.SEED, tries = 300)
  void reading_what_was_rendered_gives_values_that_render_the_same(
      @ForAll("templates") PlaceholderText template, @ForAll("values") List<String> values) {
    Map<Tag, String> given = new HashMap<>();
    for (Tag tag : template.tags()) {
      given.put(tag, values.get(given.size() % values.size()));
    }
    String live = template.render(tag -> Optional.ofNullable(given.get(tag)));
    Optional<Map<Tag, String>> read = template.unify(live);
    assertThat(read).as(template.source()).isPresent();
    assertThat(read.get().keySet()).isEqualTo(template.tags());
    assertThat(template.render(tag -> Optional.ofNullable(read.get().get(tag)))).isEqualTo(live);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void an_adapted_template_renders_to_the_edited_text(
      @ForAll("templates") PlaceholderText template,
      @ForAll("values") List<String> values,
      @ForAll("texts") String edit) {
    String live = template.render(tag -> Optional.of(values.get(0)));
    String edited = live.substring(0, live.length() / 2) + edit + live.substring(live.length() / 2);
    Optional<PlaceholderText> adapted = template.adapt(edited);
    if (adapted.isPresent()) {
      Map<Tag, String> read = adapted.get().unify(edited).orElseThrow();
      assertThat(template.tags()).containsAll(read.keySet());
      assertThat(adapted.get().render(tag -> Optional.ofNullable(read.get(tag)))).isEqualTo(edited);
    }
  }

  @Provide
  Arbitrary<PlaceholderText> templates() {
    return parts(2)
        .map(PlaceholderText::of)
        .filter(template -> mostTouching(template.parts()) <= 2);
  }

  /** How many holes and sections stand side by side: where one ends is then anybody's guess. */
  private static int mostTouching(List<Part> parts) {
    int most = 0;
    int touching = 0;
    for (Part part : parts) {
      touching = part instanceof Part.Text ? 0 : touching + 1;
      int inside = part instanceof Part.Encoded encoded ? mostTouching(encoded.parts()) : 0;
      most = Math.max(most, Math.max(touching, inside));
    }
    return most;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(
            3,
            Arbitraries.of("<", "<<", ">", ">>", "\n", "\r", " ", "\"", "\\", "&", "%", "a", "é")
                .list()
                .ofMaxSize(8)
                .map(list -> String.join("", list))),
        net.jqwik.api.Tuple.of(
            1, Arbitraries.strings().ofMaxLength(12).map(s -> s.replaceAll("\\p{Cs}", ""))));
  }

  @Provide
  Arbitrary<String> sources() {
    return snippets(
        "<<open>>", "<<lt>>", "<<secret:x>>", "<<#json>>a<</json>>", "\n", "< ", "a", ">");
  }

  @Provide
  Arbitrary<String> broken() {
    return snippets(
        "<<",
        ">>",
        "<",
        ">",
        "secret:x",
        "#json",
        "/json",
        "<</json>>",
        "<<#json>>",
        "=",
        "!",
        "{",
        "\n",
        " ",
        "<<>x",
        "open",
        "<<secret:x>>");
  }

  private static Arbitrary<String> snippets(String... snippets) {
    return Arbitraries.of(snippets).list().ofMaxSize(8).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<List<String>> values() {
    return Arbitraries.strings()
        .withChars("ab\"\\\n&=/+%<>{} é")
        .ofMinLength(1)
        .ofMaxLength(6)
        .list()
        .ofSize(4);
  }

  private Arbitrary<List<Part>> parts(int depth) {
    Arbitrary<Part> hole =
        Arbitraries.of("a", "b", "c-1", "d.2").map(name -> new Part.Hole(Tag.secret(name)));
    Arbitrary<Part> text = texts().map(Part.Text::new);
    Arbitrary<Part> part = Arbitraries.oneOf(hole, text);
    if (depth > 0) {
      Arbitrary<Part> encoded =
          Combinators.combine(
                  Arbitraries.of(Encoding.class), Arbitraries.lazy(() -> parts(depth - 1)))
              .as(Part.Encoded::new);
      part = Arbitraries.oneOf(hole, text, encoded);
    }
    return part.list().ofMaxSize(5);
  }
}
