package dev.rulekeeper.secret.place;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.text.PlaceholderBlanking;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** In the texts, § is what is asked about. */
class SyntaxScanTest {
  private static List<TextSyntax> around(String text) {
    return SyntaxScan.of(text.replace('§', PlaceholderBlanking.TAG), text.indexOf('§'));
  }

  /** The same in a place of a rule. */
  private static List<TextSyntax> around(ObjectNode rule) {
    Place place =
        RuleWalk.places(rule).stream()
            .filter(each -> each.text().indexOf('§') >= 0)
            .findFirst()
            .orElseThrow();
    String text = place.text();
    return SyntaxScan.of(place, text.replace('§', PlaceholderBlanking.TAG), text.indexOf('§'));
  }

  private static List<TextSyntax> syntaxes(@Nullable String names) {
    return names == null
        ? List.of()
        : Stream.of(names.split(" ")).map(TextSyntax::valueOf).toList();
  }

  private static ObjectNode typed(String type, String body) {
    ObjectNode rule = Rules.body(body);
    ((ObjectNode) rule.at("/components/0/value"))
        .putArray("headers")
        .addObject()
        .put("name", "Content-Type")
        .put("value", type);
    return rule;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "§                                       |",
        "say § now                               |",
        "{\"a\": \"§\"}                          | JSON_STRING",
        "{\"§\": 1}                              | JSON_STRING",
        "{\"a\": \"x\", \"b\": \"y§z\"}          | JSON_STRING",
        "{\"a\": \"\\\"§\"}                      | JSON_STRING",
        "{\"a\": \"\\§\"}                        | HALF_ESCAPE JSON_STRING",
        "{\"a\": \"\\\\§\"}                      | JSON_STRING",
        "{\"a\": §}                              | JSON_VALUE",
        "{\"a\": § , \"b\": 1}                   | JSON_VALUE",
        "[1, § ]                                 | JSON_VALUE",
        "[[§]]                                   | JSON_VALUE",
        "[§, 2]                                  | JSON_VALUE",
        "{\"a\": x§}                             |",
        "{\"a\": §x}                             |",
        "{\"a\": 1} §                            |",
        "{a: \"§\"}                              |",
        "  {\"a\": \"§\"}                        | JSON_STRING",
        "[-1, \"§\"]                             | JSON_STRING",
      })
  void json_has_strings_and_values(String text, @Nullable String found) {
    assertThat(around(text)).isEqualTo(syntaxes(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a=§&b=2               | FORM_FIELD",
        "a=1&b=§               | FORM_FIELD",
        "a=1&b=x§y&c=3         | FORM_FIELD",
        "a=1&§=2               |",
        "a=1&b=%§              | HALF_ESCAPE FORM_FIELD",
        "a=1&b=%4§             | HALF_ESCAPE FORM_FIELD",
        "a=1&b=%41§            | FORM_FIELD",
        "a=§                   |",
        "a=1&b=§ and           |",
        "a=1&b=2&§             |",
        "a=1&=§                |",
      })
  void a_form_has_fields(String text, @Nullable String found) {
    assertThat(around(text)).isEqualTo(syntaxes(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<a>§</a>                          | MARKUP_TEXT",
        "<a>x § y</a>                      | MARKUP_TEXT",
        "<a b=\"§\"/>                      | MARKUP_ATTRIBUTE",
        "<a b='§'/>                        | MARKUP_ATTRIBUTE",
        "<a b=\">\" c=\"§\"/>              | MARKUP_ATTRIBUTE",
        "<a b=\"x\">§</a>                  | MARKUP_TEXT",
        "<a §=\"x\"/>                      |",
        "<a><![CDATA[§]]></a>              | MARKUP_DATA",
        "<a><![CDATA[x]]>§</a>             | MARKUP_TEXT",
        "<a><!-- § --></a>                 |",
        "<a><!-- <b> -->§</a>              | MARKUP_TEXT",
        "<?xml version=\"1.0\"?><a>§</a>   | MARKUP_TEXT",
        "<?xml § ?><a>x</a>                |",
        "<a>x</a>§<b>y</b>                 | MARKUP_TEXT",
        "a < b § >                         |",
      })
  void markup_has_text_attributes_and_data(String text, @Nullable String found) {
    assertThat(around(text)).isEqualTo(syntaxes(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "see https://§@a.example/x now            | ADDRESS_USER",
        "see https://u:§@a.example/x              | ADDRESS_USER",
        "see https://§.example/x                  |",
        "see https://a.example/§/x                | ADDRESS_PATH",
        "see https://a.example/x/§                | ADDRESS_PATH",
        "see https://a.example/x?k=§              | ADDRESS_PARAMETER",
        "see https://a.example/x?k=1&l=§&m=2      | ADDRESS_PARAMETER",
        "see https://a.example/x#k=§              | ADDRESS_PARAMETER",
        "see https://a.example?k=§                | ADDRESS_PARAMETER",
        "see https://a.example/x?k=%§             | HALF_ESCAPE ADDRESS_PARAMETER",
        "see https://a.example/x?§=1              |",
        "see https://a.example/x §                |",
        "see §://a.example/x                      |",
        "see (https://a.example/x?k=§)            | ADDRESS_PARAMETER",
        "see <https://a.example/x>, k=§           |",
        "see 1://a.example/§                      |",
      })
  void an_address_in_a_text_has_user_path_and_parameters(String text, @Nullable String found) {
    assertThat(around(text)).isEqualTo(syntaxes(found));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": \"{\\\"b\\\": \\\"§\\\"}\"}            | JSON_STRING JSON_STRING",
        "{\"a\": \"https://a.example/?k=§\"}            | JSON_STRING ADDRESS_PARAMETER",
        "{\"a\": \"https:\\/\\/a.example\\/§\"}         | JSON_STRING ADDRESS_PATH",
        "{\"a\": \"\\u003cb\\u003e§\\u003c/b\\u003e\"}  | JSON_STRING MARKUP_TEXT",
        "a=1&b={\"c\":\"§\"}                            | FORM_FIELD JSON_STRING",
        "a=1&b=%7B%22c%22%3A+%22§%22%7D                 | FORM_FIELD JSON_STRING",
        "<a>{\"b\": \"§\"}</a>                          | MARKUP_TEXT JSON_STRING",
        "<a>{&quot;b&quot;: &quot;§&quot;}</a>          | MARKUP_TEXT JSON_STRING",
        "<a b='{\"c\": \"§\"}'/>                        | MARKUP_ATTRIBUTE JSON_STRING",
        "<a><![CDATA[{\"b\": \"§\"}]]></a>              | MARKUP_DATA JSON_STRING",
        "see https://a.example/?k={\"c\":1,\"b\":\"§    |",
        "see https://a.example/?k=%7B%22b%22:%22§       | ADDRESS_PARAMETER JSON_STRING",
      })
  void one_syntax_stands_in_another(String text, @Nullable String found) {
    assertThat(around(text)).isEqualTo(syntaxes(found));
  }

  @Test
  void a_body_is_what_it_looks_like_and_else_what_its_header_says() {
    assertThat(around(typed("text/plain", "{\"a\": \"§\"}"))).isEqualTo(syntaxes("JSON_STRING"));
    assertThat(around(typed("application/json", "\"§\""))).isEqualTo(syntaxes("JSON_STRING"));
    assertThat(around(typed("application/xml", "x <a>§"))).isEqualTo(syntaxes("MARKUP_TEXT"));
    assertThat(around(typed("text/html", "x <a>§"))).isEqualTo(syntaxes("MARKUP_TEXT"));
    assertThat(around(typed("application/x-www-form-urlencoded", "a b=§")))
        .isEqualTo(syntaxes("FORM_FIELD"));
    assertThat(around(typed("text/plain", "a b=§"))).isEmpty();
    assertThat(around(Rules.body("a=§"))).isEqualTo(syntaxes("FORM_FIELD"));
    assertThat(around(typed("application/json", "§"))).isEmpty();
  }

  @Test
  void a_header_has_edges() {
    assertThat(around(Rules.header("X-Key", "§"))).isEqualTo(syntaxes("HEADER HEADER_EDGE"));
    assertThat(around(Rules.header("X-Key", "Bearer §"))).isEqualTo(syntaxes("HEADER HEADER_EDGE"));
    assertThat(around(Rules.hiddenHeader("X-Key", "a § b"))).isEqualTo(syntaxes("HEADER"));
    assertThat(around(Rules.header("X-Key", "{\"a\": \"§\"}")))
        .isEqualTo(syntaxes("HEADER JSON_STRING"));
  }

  @Test
  void the_address_of_a_request_is_one_whatever_it_begins_with() {
    assertThat(around(Rules.request("{{site}}/x?k=§"))).isEqualTo(syntaxes("ADDRESS_PARAMETER"));
    assertThat(around(Rules.request("https://a.example/§"))).isEqualTo(syntaxes("ADDRESS_PATH"));
    assertThat(around(Rules.request("§"))).isEmpty();
  }

  @Test
  void what_only_the_site_reads_has_no_syntax() {
    ObjectNode rule = Rules.empty();
    rule.put("authorAccountId", "{\"a\": \"§\"}");
    assertThat(around(rule)).isEmpty();
  }
}
