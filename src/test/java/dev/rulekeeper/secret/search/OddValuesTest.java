package dev.rulekeeper.secret.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.guard.LeakGuard;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that syntaxes on the way could trip over. */
class OddValuesTest {
  private static String substitute(Map<String, String> values, String text) {
    return KnownValues.of(Secrets.map(values)).substitute(PlaceholderText.literal(text)).source();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$1$EXAMPLE\\E",
        "back\\slash\\\\es",
        "double\"quote'single",
        "a&b&amp;c<d>e",
        "plus+slash/equals=",
        "100%25%percent",
        "<<Hidden Value>>",
        "<<open>><<lt>>",
        "{{issue.key}}-value",
        "}}{{/}}{{^x}}",
        "first line\nsecond line\r\nthird",
        "control\u0000\u0001\u0007character",
        "non-characters \uFDD0\uFDD1",
        "\uD83D\uDD11 key of emoji",
        "käse-und-brötchen"
      })
  void a_value_is_found_in_every_encoding_replaced_and_rendered_back(String value) {
    Map<String, String> values = Map.of("it", value);
    for (String written :
        List.of(
            value,
            Encoding.JSON.encode(value),
            Encoding.URLENCODE.encode(value),
            Encoding.BASE64.encode("bot:" + value))) {
      String text = "before " + written + " between " + written + " after";
      PlaceholderText template =
          KnownValues.of(Secrets.map(values)).substitute(PlaceholderText.literal(text));
      assertThat(template.tags()).as(text).hasSize(1);
      assertThat(template.render(tag -> Optional.ofNullable(values.get(tag.name()))))
          .isEqualTo(text);
      assertThat(LeakGuard.of(Secrets.map(values)).search("f", bytes(text))).isNotEmpty();
      assertThat(LeakGuard.of(Secrets.map(values)).search("f", bytes(template.source()))).isEmpty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "token-1234-abcd, <<secret:long>>",
    "token-1234, <<secret:short>>",
    "token-1234/abc, <<secret:short>>/abc",
    "token-1234-abc, token-1234-abc",
    "token-1234token-1234-abcd, <<secret:short>><<secret:long>>",
    "token-123, token-123",
  })
  void of_a_value_and_one_that_begins_with_it_the_longer_wins(String text, String source) {
    assertThat(substitute(Map.of("short", "token-1234", "long", "token-1234-abcd"), text))
        .isEqualTo(source);
  }

  @Test
  void a_value_that_a_smart_value_splits_is_left_alone() {
    String text = "token-{{region}}-1234 and token-12{{x}}34";
    assertThat(substitute(Map.of("it", "token-1234"), text))
        .isEqualTo(PlaceholderText.literal(text).source());
  }

  @Test
  void a_value_that_stands_in_a_text_a_thousand_times_is_replaced_a_thousand_times() {
    assertThat(substitute(Map.of("it", "token-1234"), "token-1234 ".repeat(1_000)))
        .isEqualTo("<<secret:it>> ".repeat(1_000));
  }
}
