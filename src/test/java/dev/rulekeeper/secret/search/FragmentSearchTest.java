package dev.rulekeeper.secret.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentSearchTest {
  private static final String VALUE = "EXAMPLE-0123456789/é";
  private static final FragmentSearch SEARCH = FragmentSearch.of(List.of(VALUE, "brief1"));

  private static String masked(String text) {
    return SEARCH.mask(text, "*");
  }

  @ParameterizedTest
  @CsvSource({
    "say EXAMPLE-0123456789/é now, say * now",
    "say EXAMPLE- now, say * now",
    "say 23456789 now, say * now",
    "EXAMPLE-, *",
    "EXAMPLE-EXAMPLE-, *",
    "say brief1 now, say * now",
    "say example-01 now, say * now",
    "say EXAM PLE- now, say * now",
    "say EXA<b>MPLE-</b> now, say *</b> now",
    "say \\u0045XAMPLE- now, say * now",
    "say %45XAMPLE- now, say * now",
    "say &#69;XAMPLE- now, say * now",
    "say =45XAMPLE- now, say * now",
    "say \\105XAMPLE- now, say * now",
    "say %2545XAMPLE- now, say * now",
    "say RVhBTVBMRS0wMTIz there, say * there"
  })
  void eight_characters_of_a_value_are_hidden_however_they_are_wrapped(String text, String masked) {
    assertThat(masked(text)).isEqualTo(masked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "E",
        "say EXAMPLE now",
        "say XAMPLE now",
        "say brief now",
        "brie f",
        "0123456"
      })
  void seven_tell_nothing(String text) {
    assertThat(masked(text)).isEqualTo(text);
  }

  @Test
  void what_stands_between_two_pieces_stays() {
    assertThat(masked("EXAMPLE- and 23456789, brief1.")).isEqualTo("* and *, *.");
  }

  @Test
  void a_search_for_nothing_hides_nothing() {
    assertThat(FragmentSearch.of(List.of()).mask(VALUE, "*")).isEqualTo(VALUE);
    assertThat(FragmentSearch.of(List.of("abc")).mask("abc", "*")).isEqualTo("abc");
  }
}
