package dev.rulekeeper.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rulekeeper.Draws;
import dev.rulekeeper.placeholder.PlaceholderException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FragmentsTest {
  private static final Fragments FRAGMENTS =
      TemplateSamples.fragments(
          "bye", "Bye, <<>who>>", "who", "ops <<secret:x>>", "empty", "", "loop", "<<>loop>>");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Hello                | Hello
          <<>who>>             | ops <<secret:x>>
          a <<>bye>> b         | a Bye, ops <<secret:x>> b
          <<>who>><<>who>>     | ops <<secret:x>>ops <<secret:x>>
          <<secret:y>>         | <<secret:y>>
          <<#json>><<>who>><</json>> | <<#json>>ops <<secret:x>><</json>>
          """)
  void a_fragment_stands_for_its_text_and_for_the_fragments_in_it(String leaf, String text) {
    assertThat(FRAGMENTS.text(leaf)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"<<>nobody>>", "<<>loop>>", "<<secert:x>>"})
  void what_cannot_be_expanded_is_refused(String leaf) {
    assertThatExceptionOfType(PlaceholderException.class).isThrownBy(() -> FRAGMENTS.text(leaf));
  }

  @ParameterizedTest(name = "{0} edited to {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # as written     | as edited                    | to be written
          a <<>bye>>       | a Bye, ops <<secret:x>>      | a <<>bye>>
          a <<>bye>>       | b Bye, ops <<secret:x>>      | b <<>bye>>
          a <<>bye>>       | b Bye, nobody                | b Bye, nobody
          <<>bye>> <<>who>> | x Bye, ops <<secret:x>> ops <<secret:x>> | x <<>bye>> <<>who>>
          <<>who>> a       | ops <<secret:x>> b ops <<secret:x>> | <<>who>> b <<>who>>
          a <<>empty>>     | b                            | b
          a                | ops <<secret:x>>             | ops <<secret:x>>
          """)
  void an_edit_keeps_the_fragments_whose_text_is_still_there(
      String own, String target, String restored) {
    assertThat(FRAGMENTS.restore(own, target)).isEqualTo(restored);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void what_is_restored_stands_for_what_was_edited(
      @ForAll("leaves") String own, @ForAll("texts") String target) {
    assertThat(FRAGMENTS.text(FRAGMENTS.restore(own, target))).isEqualTo(target);
  }

  @Test
  void what_a_text_stands_for_is_restored_to_the_text() {
    assertThat(FRAGMENTS.restore("a <<>bye>>", FRAGMENTS.text("a <<>bye>>")))
        .isEqualTo("a <<>bye>>");
  }

  @Provide
  Arbitrary<String> leaves() {
    return Arbitraries.of("a ", "<<>bye>>", "<<>who>>", "<<>empty>>", "<<secret:x>>", "Bye, ")
        .list()
        .ofMaxSize(4)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a ", "Bye, ", "ops ", "<<secret:x>>", "Bye, ops <<secret:x>>", "\n")
        .list()
        .ofMaxSize(5)
        .map(parts -> String.join("", parts));
  }
}
