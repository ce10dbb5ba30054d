package dev.rulekeeper.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.Draws;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two trees that say the same to a site, and two that say the same in a file. */
class EqualityTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          # left           | right            | to a site | in a file
          {'a':1,'b':2}    | {'b':2,'a':1}    | true      | true
          [1,2]            | [2,1]            | false     | false
          1                | 1                | true      | true
          1.0              | 1                | true      | false
          1.10             | 1.1              | true      | false
          1E+1             | 10               | true      | false
          1                | 2                | false     | false
          1                | '1'              | false     | false
          9223372036854775808 | 9223372036854775808.0 | true | false
          9223372036854775808 | 9223372036854775809 | false | false
          null             | false            | false     | false
          'a'              | 'A'              | false     | false
          {'a':[1.0]}      | {'a':[1]}        | true      | false
          {'a':null}       | {}               | false     | false
          """)
  void numbers_are_compared_by_value_and_in_files_by_digit(
      String left, String right, boolean site, boolean file) {
    assertThat(Equality.same(json(left), json(right))).isEqualTo(site);
    assertThat(Equality.same(json(right), json(left))).isEqualTo(site);
    assertThat(ExactEquality.same(json(left), json(right))).isEqualTo(file);
    assertThat(ExactEquality.same(json(right), json(left))).isEqualTo(file);
  }

  @Property(seed = Draws.SEED, tries = 300)
  void what_is_the_same_in_a_file_is_the_same_to_a_site(
      @ForAll("trees") JsonNode left, @ForAll("trees") JsonNode right) {
    assertThat(!ExactEquality.same(left, right) || Equality.same(left, right)).isTrue();
    assertThat(ExactEquality.same(left, left.deepCopy())).isTrue();
  }

  @Provide
  Arbitrary<JsonNode> trees() {
    return JsonTrees.trees(1);
  }

  private static JsonNode json(String text) {
    return ExactJson.read(text.replace('\'', '"'));
  }
}
