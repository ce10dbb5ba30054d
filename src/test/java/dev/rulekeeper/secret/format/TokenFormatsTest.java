package dev.rulekeeper.secret.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.Rules;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TokenFormatsTest {
  static Stream<TokenFormat> formats() {
    return TokenFormats.all().stream();
  }

  /** The credential in the example of {@code format}. */
  private static String credential(TokenFormat format) {
    var matcher = format.pattern().matcher(format.example());
    assertThat(matcher.lookingAt()).as(format.kind()).isTrue();
    return matcher.group(matcher.groupCount() > 0 ? 1 : 0);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_in_free_text(TokenFormat format) {
    assertThat(Rules.values(Rules.log("use " + format.example() + " for now")))
        .containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_at_the_end_of_a_sentence(TokenFormat format) {
    assertThat(Rules.values(Rules.comment("The old one was " + format.example() + ".")))
        .containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_in_a_body(TokenFormat format) {
    String body = "{\"note\": \"" + Encoding.JSON.encode(format.example()) + "\"}";
    assertThat(Rules.values(Rules.body(body))).containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_in_base64(TokenFormat format) {
    String blob = Encoding.BASE64.encode("as in " + format.example() + " here");
    assertThat(Rules.values(Rules.log("blob " + blob))).containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_in_percent_encoding(TokenFormat format) {
    String text = "https://example.com/?note=" + Encoding.URLENCODE.encode(format.example());
    assertThat(Rules.values(Rules.log(text))).containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_example_is_found_between_smart_values(TokenFormat format) {
    String text = "{{issue.key}}" + format.example() + "{{issue.summary}}";
    assertThat(Rules.values(Rules.log(text))).containsExactly(credential(format));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void every_keyword_may_begin_what_its_pattern_fits(TokenFormat format) {
    for (String keyword :
        format.lead() == 0 && format.search() != TokenFormat.Search.RUN
            ? format.keywords()
            : List.<String>of()) {
      var matcher = format.pattern().matcher(keyword);
      boolean begins = matcher.lookingAt() || matcher.hitEnd();
      assertThat(begins).as("%s: %s", format.kind(), keyword).isTrue();
    }
  }

  @Test
  void kinds_are_words_for_a_name() {
    assertThat(formats().map(TokenFormat::kind))
        .isNotEmpty()
        .allMatch(dev.rulekeeper.rule.SecretName::isValid);
  }

  @Test
  void a_failed_checksum_spares_no_token_with_a_known_beginning() {
    String token = "ATATT3xFfGF0EXAMPLEexample0123456789=00000000";
    assertThat(Rules.values(Rules.log(token))).isEqualTo(List.of(token));
  }

  @Test
  void a_checksum_proves_a_token_whose_beginning_nobody_knows_yet() {
    assertThat(Rules.values(Rules.log("EXAMPLEexample0123456789EXAMPLE=FEF096F5"))).hasSize(1);
    assertThat(Rules.values(Rules.log("EXAMPLEexample0123456789EXAMPLE=FEF096F6"))).isEmpty();
  }
}
