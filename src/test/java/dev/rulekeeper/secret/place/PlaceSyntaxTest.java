package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.secret.Rules;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceSyntaxTest {
  private static final Tag BOT = Tag.secret("bot");

  private static Place place(ObjectNode rule, String text) {
    return RuleWalk.places(rule).stream()
        .filter(each -> each.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  private static PlaceSyntax of(ObjectNode rule, String text) {
    return PlaceSyntax.of(place(rule, text), PlaceholderText.parse(text));
  }

  private static PlaceSyntax body(String text) {
    return of(Rules.body(text), text);
  }

  private static PlaceSyntax header(String text) {
    return of(Rules.header("Authorization", text), text);
  }

  private static List<PlaceSyntax.Misfit> misfits(PlaceSyntax syntax, String value) {
    return syntax.misfits(tag -> tag.equals(BOT) ? Optional.of(value) : Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": \"<<secret:bot>>\"}             | {\"a\": \"<<#json>><<secret:bot>><</json>>\"}",
        "{\"a\": <<secret:bot>>}                 | {\"a\": <<secret:bot>>}",
        "a=<<secret:bot>>&b=<<var:who>>          |"
            + " a=<<#urlencode>><<secret:bot>><</urlencode>>&b=<<var:who>>",
        "<a><<secret:bot>></a>                   | <a><<#xml>><<secret:bot>><</xml>></a>",
        "say <<secret:bot>> now                  | say <<secret:bot>> now",
        "see https://a.example/<<secret:bot>>    | see https://a.example/<<secret:bot>>",
        "{\"a\": \"<<#json>><<secret:bot>><</json>>\"} | {\"a\":"
            + " \"<<#json>><<secret:bot>><</json>>\"}",
        "{\"a\": \"<<#base64>><<secret:bot>><</base64>>\"} | {\"a\":"
            + " \"<<#base64>><<secret:bot>><</base64>>\"}",
        "a=1&b={\"c\":\"<<secret:bot>>\"}        |"
            + " a=1&b={\"c\":\"<<#urlencode>><<#json>><<secret:bot>><</json>><</urlencode>>\"}",
        "a=1&b={\"c\":\"<<#json>><<secret:bot>><</json>>\"} |"
            + " a=1&b={\"c\":\"<<#urlencode>><<#json>><<secret:bot>><</json>><</urlencode>>\"}",
      })
  void a_placeholder_is_mended_by_what_it_stands_in(String text, String mended) {
    assertThat(body(text).mended().source()).isEqualTo(mended);
    assertThat(body(mended).bare()).isEmpty();
  }

  @Test
  void a_bare_placeholder_is_told_with_how_it_should_be_written() {
    assertThat(body("{\"a\": \"<<secret:bot>>\"}").bare())
        .containsExactly(
            new PlaceSyntax.Bare(
                "<<secret:bot>>", TextSyntax.JSON_STRING, "<<#json>><<secret:bot>><</json>>"));
    assertThat(body("a=1&b={\"c\":\"<<secret:bot>>\"}").bare())
        .extracting(PlaceSyntax.Bare::syntax)
        .containsExactly(TextSyntax.JSON_STRING);
  }

  @Test
  void only_chosen_secrets_get_an_encoding_and_those_of_a_path_too() {
    String text = "{\"a\": \"<<secret:bot>>\", \"b\": \"<<secret:other>>\"}";
    assertThat(body(text).encoded(BOT::equals).source())
        .isEqualTo("{\"a\": \"<<#json>><<secret:bot>><</json>>\", \"b\": \"<<secret:other>>\"}");
    assertThat(body("see https://a.example/<<secret:bot>>").encoded(tag -> true).source())
        .isEqualTo("see https://a.example/<<#urlencode>><<secret:bot>><</urlencode>>");
  }

  @Test
  void encodings_of_the_place_in_another_order_are_written_in_its_order() {
    assertThat(
            body("a=1&b={\"c\":\"<<#json>><<#urlencode>><<secret:bot>><</urlencode>><</json>>\"}")
                .encoded(tag -> true)
                .source())
        .isEqualTo(
            "a=1&b={\"c\":\"<<#urlencode>><<#json>><<secret:bot>><</json>><</urlencode>>\"}");
  }

  @Test
  void a_value_that_its_place_cannot_hold_is_told() {
    PlaceSyntax bare = body("{\"a\": \"<<secret:bot>>\"}");
    assertThat(misfits(bare, "EXAMPLE")).isEmpty();
    assertThat(misfits(bare, "EX\"AMPLE"))
        .containsExactly(new PlaceSyntax.Misfit(Set.of(BOT), TextSyntax.JSON_STRING, true));
    assertThat(misfits(body("{\"a\": \"<<#json>><<secret:bot>><</json>>\"}"), "EX\"AMPLE"))
        .isEmpty();
    assertThat(misfits(body("{\"a\": <<secret:bot>>}"), "EX\"AMPLE"))
        .containsExactly(new PlaceSyntax.Misfit(Set.of(BOT), TextSyntax.JSON_VALUE, false));
    assertThat(misfits(body("<a><<#xml>><<secret:bot>><</xml>></a>"), "EX\u0001AMPLE"))
        .containsExactly(new PlaceSyntax.Misfit(Set.of(BOT), TextSyntax.MARKUP_TEXT, false));
    assertThat(misfits(body("{\"a\": \"<<secret:other>>\"}"), "EX\"AMPLE")).isEmpty();
  }

  @Test
  void a_header_holds_no_line_break_and_its_edge_no_white_space() {
    assertThat(misfits(header("Bearer <<secret:bot>>"), "EX\nAMPLE"))
        .extracting(PlaceSyntax.Misfit::syntax)
        .containsExactly(TextSyntax.HEADER);
    assertThat(misfits(header("Bearer <<secret:bot>>"), "EXAMPLE "))
        .extracting(PlaceSyntax.Misfit::syntax)
        .containsExactly(TextSyntax.HEADER_EDGE);
    assertThat(misfits(header("Bearer <<secret:bot>>"), "EX AMPLE")).isEmpty();
  }

  @Test
  void the_user_of_basic_credentials_holds_no_colon_and_the_password_does() {
    assertThat(misfits(header("Basic <<#base64>><<secret:bot>>:x<</base64>>"), "EX:AMPLE"))
        .extracting(PlaceSyntax.Misfit::syntax)
        .containsExactly(TextSyntax.BASIC_USER);
    assertThat(misfits(header("Basic <<#base64>>x:<<secret:bot>><</base64>>"), "EX:AMPLE"))
        .isEmpty();
    assertThat(misfits(header("Basic <<#base64>><<secret:bot>>:x<</base64>>"), "EX\nAMPLE"))
        .isEmpty();
  }

  @Test
  void a_stretch_of_text_has_the_encodings_of_its_place() {
    String text = "a=1&b={\"c\":\"EXAMPLE\"}";
    int start = text.indexOf("EXAMPLE");
    assertThat(
            PlaceSyntax.encodings(place(Rules.body(text), text), start, start + "EXAMPLE".length()))
        .containsExactly(Encoding.URLENCODE, Encoding.JSON);
    assertThat(PlaceSyntax.encodings(place(Rules.body("say EXAMPLE"), "say EXAMPLE"), 4, 11))
        .isEmpty();
  }
}
