package dev.rulekeeper.secret.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.secret.Rules;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
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

  @Test
  void a_form_is_read_with_its_pieces() {
    List<TokenFormat> formats =
        TokenFormats.read(
            List.of(
                "where DIGITS = [0-9]{4}",
                "[acme-token]",
                "source   the manual of Acme",
                "example  acme_1234",
                "begins   \"acme_\", \"emca_\"",
                "pattern  (?:acme|emca)_DIGITS",
                "[acme-key]",
                "source   a guess",
                "example  abc-acme-\\n1234",
                "holds    \"-acme-\"",
                "lead     3",
                "pattern  [a-z]{3}-acme-\\s(DIGITS)"));
    assertThat(formats).extracting(TokenFormat::kind).containsExactly("acme-token", "acme-key");
    TokenFormat token = formats.get(0);
    assertThat(token.source()).isEqualTo("the manual of Acme");
    assertThat(token.example()).isEqualTo("acme_1234");
    assertThat(token.search()).isEqualTo(TokenFormat.Search.WORD);
    assertThat(token.keywords()).containsExactly("acme_", "emca_");
    assertThat(token.lead()).isZero();
    assertThat(token.pattern().pattern()).isEqualTo("(?:acme|emca)_[0-9]{4}");
    assertThat(token.proof()).accepts("anything");
    assertThat(token).hasToString("TokenFormat[acme-token]");
    TokenFormat key = formats.get(1);
    assertThat(key.example()).isEqualTo("abc-acme-\n1234");
    assertThat(key.search()).isEqualTo(TokenFormat.Search.ANYWHERE);
    assertThat(key.keywords()).containsExactly("-acme-");
    assertThat(key.lead()).isEqualTo(3);
    assertThat(credential(key)).isEqualTo("1234");
  }

  @Test
  void a_form_with_a_proof_is_looked_for_in_every_run() {
    TokenFormat format =
        TokenFormats.read(
                List.of(
                    "[acme]",
                    "source   a guess",
                    "example  EXAMPLE",
                    "proof    atlassian-server",
                    "pattern  [A-Za-z0-9+/]{44}"))
            .get(0);
    assertThat(format.search()).isEqualTo(TokenFormat.Search.RUN);
    assertThat(format.keywords()).containsExactly("");
  }

  @Test
  void a_form_that_lacks_something_is_an_error_that_says_what() {
    assertThatThrownBy(() -> TokenFormats.read(List.of("[acme]", "source   a guess")))
        .hasMessageContaining("a token form has no pattern");
    assertThatThrownBy(() -> TokenProofs.called("by-hearsay")).hasMessageContaining("by-hearsay");
  }

  @Test
  void a_token_of_a_data_center_begins_with_twelve_digits_and_a_colon() {
    assertThat(TokenProofs.called("atlassian-server"))
        .accepts(base64("123456789012:EXAMPLEexampleEXAMPL"), base64("000000000000:E"))
        .rejects(
            base64("12345678901:EXAMPLEexampleEXAMPLE"),
            base64("12345678901x:EXAMPLEexampleEXAMP"),
            base64("x23456789012:EXAMPLEexampleEXAMP"),
            base64("1234567890123EXAMPLEexampleEXAMP"),
            base64("123456789012:"),
            "not base64!");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
