package dev.rulekeeper.secret.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueSearchTest {
  private static final ValueSearch<String> SEARCH =
      ValueSearch.of(
          Map.of("EXAMPLE-one", "one", "one-EXAMPLE-two", "two", "EXAMPLE-one-longer", "longer"),
          UnaryOperator.identity());

  private static String masked(String text) {
    return ValueSearch.mask(text, SEARCH.findOutsideTags(text), owner -> "[" + owner + "]");
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "nothing, nothing",
    "EXAMPLE-one, [one]",
    "a EXAMPLE-one b, a [one] b",
    "EXAMPLE-oneEXAMPLE-one, [one][one]",
    "EXAMPLE-one and one-EXAMPLE-two., [one] and [two].",
    "EXAMPLE-one-longer, [longer]",
    "EXAMPLE-one-EXAMPLE-two, [two]",
    "one-EXAMPLE-two one, [two] one",
    "%45XAMPLE-one, %45XAMPLE-one"
  })
  void every_value_is_masked_and_what_overlaps_goes_by_the_longest(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @Test
  void of_base64_text_the_characters_that_it_shares_with_its_neighbours_go_too() {
    byte[] bytes = "x:EXAMPLE-one:y".getBytes(StandardCharsets.UTF_8);
    String encoded = Base64.getEncoder().encodeToString(bytes);
    String masked = masked("Basic " + encoded + " end");
    assertThat(masked).matches("Basic [A-Za-z0-9]{1,3}\\[one\\][A-Za-z0-9=]{1,4} end");
    String alone =
        Base64.getEncoder().encodeToString("EXAMPLE-one".getBytes(StandardCharsets.UTF_8));
    assertThat(masked("(" + alone + ")")).isEqualTo("([one]=)");
    assertThat(masked(alone.replace("=", ""))).isEqualTo("[one]");
  }

  @Test
  void the_name_in_a_tag_is_no_value_and_what_goes_beyond_it_is() {
    ValueSearch<String> search =
        ValueSearch.of(Map.of("secret:bot", "tag", "bot>> x", "more"), UnaryOperator.identity());
    assertThat(search.findOutsideTags("<<secret:bot>>")).isEmpty();
    assertThat(search.findOutsideTags("<<secret:bot>> x"))
        .extracting(ValueSearch.Hit::owner)
        .containsExactly("more");
    assertThat(search.findOutsideTags("secret:bot <<secret:other>>"))
        .extracting(ValueSearch.Hit::owner)
        .containsExactly("tag");
  }

  @Test
  void short_values_are_not_looked_for() {
    assertThat(ValueSearch.of(Map.of("brief", "a"), UnaryOperator.identity()).isEmpty()).isTrue();
    assertThat(SEARCH.isEmpty()).isFalse();
  }

  @Test
  void places_come_by_their_start_and_the_longest_first() {
    assertThat(SEARCH.find("EXAMPLE-one-longer and EXAMPLE-one"))
        .extracting(ValueSearch.Hit::owner)
        .containsExactly("longer", "one", "one");
  }

  @Test
  void neither_a_form_nor_a_run_of_base64_prints_what_it_is() {
    assertThat(EncodedForm.of("EXAMPLE-one"))
        .allMatch(f -> f.toString().equals("Spelling[hidden]"));
    assertThat(Base64Run.around("RVhBTVBMRS1vbmU=", 0, 14, 0).orElseThrow())
        .hasToString("Blob[BASE64 0..16]");
  }
}
