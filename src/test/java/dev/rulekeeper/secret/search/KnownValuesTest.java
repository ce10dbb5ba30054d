package dev.rulekeeper.secret.search;

import static dev.rulekeeper.secret.Secrets.TOKEN;
import static dev.rulekeeper.secret.Secrets.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.placeholder.Encoding;
import dev.rulekeeper.placeholder.PlaceholderText;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownValuesTest {
  private static final String ODD = "p\"a\\s&s=w+o/r%d<<{{\n$";

  @Test
  void a_value_becomes_its_placeholder_wherever_it_stands() {
    assertThat(substitute(Map.of("x", TOKEN), "Bearer " + TOKEN)).isEqualTo("Bearer <<secret:x>>");
    assertThat(substitute(Map.of("x", TOKEN), TOKEN + TOKEN + "<" + TOKEN + "<"))
        .isEqualTo("<<secret:x>><<secret:x>><<lt>><<secret:x>><");
    assertThat(substitute(Map.of("x", TOKEN), "nothing << here"))
        .isEqualTo("nothing <<open>> here");
  }

  @Test
  void the_token_in_a_basic_header_shares_the_name_of_the_token_in_a_bearer_header() {
    assertThat(substitute(Map.of("x", TOKEN), "Basic " + base64("bot@acme.com:" + TOKEN)))
        .isEqualTo("Basic <<#base64>>bot@acme.com:<<secret:x>><</base64>>");
    assertThat(substitute(Map.of("x", "opaque1"), "Basic " + base64("bot:opaque1")))
        .isEqualTo("Basic <<#base64>>bot:<<secret:x>><</base64>>");
    assertThat(substitute(Map.of("x", "opaque1"), "v=" + base64("é:opaque1:é:opaque1") + "&"))
        .isEqualTo("v=<<#base64>>é:<<secret:x>>:é:<<secret:x>><</base64>>&");
  }

  @Test
  void base64url_text_without_padding_is_found_too() {
    assertThat(substitute(Map.of("x", "opaque??>>"), "." + base64url("{opaque??>>") + "."))
        .isEqualTo(".<<#base64url>>{<<secret:x>><</base64url>>.");
    assertThat(substitute(Map.of("x", "opaque1"), base64url("bot1:opaque1") + "?"))
        .isEqualTo("<<#base64url>>bot1:<<secret:x>><</base64url>>?".replace("base64url", "base64"));
    assertThat(substitute(Map.of("x", "opaque1"), base64url("bot:opaque1") + "?"))
        .isEqualTo("<<#base64url>>bot:<<secret:x>><</base64url>>?");
  }

  @Test
  void base64_text_may_stand_between_characters_of_its_alphabet() {
    String basic = base64("bot@acme.com:" + TOKEN);
    Map<String, String> x = Map.of("x", TOKEN);
    String placeholder = "<<#base64>>bot@acme.com:<<secret:x>><</base64>>";
    assertThat(substitute(x, "{\"a\":\"line\\n" + basic + "\\n\"}"))
        .isEqualTo("{\"a\":\"line\\n" + placeholder + "\\n\"}");
    assertThat(substitute(x, "https://acme.com/hook/" + basic))
        .isEqualTo("https://acme.com/hook/" + placeholder);
    assertThat(substitute(x, "\\u000a" + basic)).isEqualTo("\\u000a" + placeholder);
    assertThat(substitute(Map.of("x", "opaque1"), "/hook/" + base64("bot1:opaque1") + "/events"))
        .isEqualTo("/hook/<<#base64>>bot1:<<secret:x>><</base64>>/events");
  }

  @Test
  void json_strings_and_percent_encoding_are_sections_where_they_differ() {
    Map<String, String> x = Map.of("x", ODD);
    assertThat(substitute(x, ODD)).isEqualTo("<<secret:x>>");
    assertThat(substitute(x, "{\"a\":\"" + json(ODD) + "\"}"))
        .isEqualTo("{\"a\":\"<<#json>><<secret:x>><</json>>\"}");
    assertThat(substitute(x, "\\\"" + json(json(ODD)) + "\\\""))
        .isEqualTo("\\\"<<#json>><<#json>><<secret:x>><</json>><</json>>\\\"");
    assertThat(substitute(x, "?t=" + percent(ODD) + "&p=" + percent(percent(ODD))))
        .isEqualTo(
            "?t=<<#urlencode>><<secret:x>><</urlencode>>"
                + "&p=<<#urlencode>><<#urlencode>><<secret:x>><</urlencode>><</urlencode>>");
    assertThat(substitute(Map.of("x", TOKEN), "?t=" + percent(TOKEN)))
        .isEqualTo("?t=<<#urlencode>><<secret:x>><</urlencode>>");
  }

  @Test
  void encodings_nest() {
    Map<String, String> x = Map.of("x", ODD);
    String basic = base64("bot:" + ODD);
    assertThat(substitute(x, "?auth=Basic%20" + percent(basic) + "&b"))
        .isEqualTo(
            "?auth=Basic%20<<#urlencode>><<#base64>>bot:<<secret:x>><</base64>><</urlencode>>&b");
    assertThat(substitute(x, "{\"body\":\"" + json("{\"h\":\"Basic " + basic + "\"}") + "\"}"))
        .isEqualTo(
            "{\"body\":\"{\\\"h\\\":\\\"Basic " + "<<#base64>>bot:<<secret:x>><</base64>>\\\"}\"}");
    assertThat(substitute(x, base64("{\"p\":\"" + json(ODD) + "\"}")))
        .isEqualTo("<<#base64>>{\"p\":\"<<#json>><<secret:x>><</json>>\"}<</base64>>");
    assertThat(substitute(x, base64("Basic " + basic)))
        .isEqualTo("<<#base64>>Basic <<#base64>>bot:<<secret:x>><</base64>><</base64>>");
  }

  @Test
  void percent_encoded_text_begins_where_the_value_before_it_ends() {
    Map<String, String> values = Map.of("x", "line-1\n");
    String text = json("line-1\n") + ".%20" + base64("line-1\n") + " ";
    assertThat(substitute(values, text))
        .isEqualTo("<<#json>><<secret:x>><</json>>.%20" + "<<#base64>><<secret:x>><</base64>> ");
    assertThat(substitute(values, json("line-1\n") + ".%20" + percent(base64("line-1\n"))))
        .isEqualTo(
            "<<#json>><<secret:x>><</json>>.%20"
                + "<<#urlencode>><<#base64>><<secret:x>><</base64>><</urlencode>>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Quaxel.kjhgf-4711",
        "kjhgf-4711.Quaxel",
        "kjhgf-4711x",
        "äkjhgf-4711",
        "_kjhgf-4711",
        "1kjhgf-4711 2kjhgf-4711"
      })
  void a_value_inside_a_longer_run_may_be_the_rest_of_another_and_stays(String text) {
    assertThat(substitute(Map.of("x", "kjhgf-4711"), text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token=%s&x",
        "%%20%s",
        "\\n%s\\n",
        "\\u003d%s",
        "bot:%s",
        "/hooks/%s/in",
        "(%s)",
        "use %s."
      })
  void an_escape_or_a_delimiter_ends_a_run(String text) {
    assertThat(substitute(Map.of("x", "kjhgf-4711"), text.formatted("kjhgf-4711")))
        .isEqualTo(text.formatted("<<secret:x>>"));
  }

  @Test
  void values_side_by_side_are_all_replaced() {
    Map<String, String> values = Map.of("a", "abcdef", "b", "123456");
    assertThat(substitute(values, "abcdef123456abcdef.123456"))
        .isEqualTo("<<secret:a>><<secret:b>><<secret:a>>.<<secret:b>>");
  }

  @Test
  void the_longest_value_comes_first_then_the_leftmost() {
    Map<String, String> values =
        Map.of("short", "abcdef", "long", "abcdefghij", "over", "ijklmn", "other", "abcdef");
    assertThat(substitute(values, "abcdef abcdefghij :abcdefghij ijklmn"))
        .isEqualTo("<<secret:other>> <<secret:long>> :<<secret:long>> <<secret:over>>");
    assertThat(substitute(Map.of("a", "123/456", "b", "456/789"), "123/456/789"))
        .isEqualTo("<<secret:a>>/789");
  }

  @Test
  void of_several_names_with_one_value_the_first_is_used() {
    assertThat(substitute(Map.of("b", TOKEN, "a", TOKEN, "c", TOKEN), TOKEN))
        .isEqualTo("<<secret:a>>");
  }

  @Test
  void a_whole_header_that_is_a_secret_of_its_own_stays_one() {
    String basic = base64("bot:opaque1");
    assertThat(substitute(Map.of("x", "opaque1", "basic", basic), "Basic " + basic))
        .isEqualTo("Basic <<secret:basic>>");
  }

  @Test
  void values_of_less_than_six_characters_are_left_alone() {
    assertThat(substitute(Map.of("x", "12345"), "12345")).isEqualTo("12345");
    assertThat(substitute(Map.of("x", "123456"), "123456")).isEqualTo("<<secret:x>>");
  }

  @Test
  void holes_that_are_there_stay_and_texts_around_and_inside_are_searched() {
    KnownValues values = KnownValues.of(map(Map.of("x", TOKEN, "secret-y", "secret:y")));
    PlaceholderText template =
        PlaceholderText.parse(
            "<<secret:y>> " + TOKEN + " <<#base64>>" + TOKEN + "<<secret:y>><</base64>>");
    assertThat(values.substitute(template).source())
        .isEqualTo("<<secret:y>> <<secret:x>> <<#base64>><<secret:x>><<secret:y>><</base64>>");
  }

  @Test
  void what_no_section_can_write_stays_as_it_is() {
    String lower = percent(ODD).toLowerCase(java.util.Locale.ROOT);
    assertThat(substitute(Map.of("x", ODD), lower)).isEqualTo(lower);
    assertThat(substitute(Map.of("x", "a/b/c/d"), "a\\/b\\/c\\/d")).isEqualTo("a\\/b\\/c\\/d");
  }

  @Test
  void every_occurrence_is_found_in_every_spelling() {
    KnownValues values = KnownValues.of(map(Map.of("x", "to/ken", "y", "opaque1")));
    assertThat(values.find("to/ken to\\/ken to%2fken <<secret:opaque1>> opaque1"))
        .extracting(KnownValues.Occurrence::start)
        .containsExactly(0, 7, 15, 43);
  }

  @Test
  void a_value_of_a_megabyte_and_hundreds_of_values_are_no_trouble() {
    var values = new java.util.TreeMap<String, String>();
    for (int i = 0; i < 300; i++) {
      values.put("n" + i, "ATATT3xFfGF0EXAMPLE" + i + "-" + Integer.toHexString(i * 7919) + "=00");
    }
    String large = "large-" + "0123456789abcdef".repeat(65_536);
    values.put("large", large);
    assertThat(substitute(values, "a " + large + " b " + values.get("n7")))
        .isEqualTo("a <<secret:large>> b <<secret:n7>>");
  }

  private static String substitute(Map<String, String> values, String text) {
    return KnownValues.of(map(values)).substitute(PlaceholderText.literal(text)).source();
  }

  private static String base64(String text) {
    return Encoding.BASE64.encode(text);
  }

  private static String base64url(String text) {
    return Encoding.BASE64URL.encode(text);
  }

  private static String percent(String text) {
    return Encoding.URLENCODE.encode(text);
  }

  private static String json(String text) {
    return Encoding.JSON.encode(text);
  }

  @Test
  void a_template_text_is_searched_as_it_stands_in_its_file() {
    KnownValues known = KnownValues.of(map(Map.of("a", "EXAMPLE-one")));
    assertThat(known.substitute("say EXAMPLE-one, <<secret:b>>"))
        .isEqualTo("say <<secret:a>>, <<secret:b>>");
    assertThat(known.substitute("say EXAMPLE-one")).isEqualTo("say <<secret:a>>");
    assertThat(known.substitute("say nothing")).isEqualTo("say nothing");
    assertThat(known.isEmpty()).isFalse();
    assertThat(KnownValues.of(map(Map.of())).isEmpty()).isTrue();
  }

  @Test
  void no_spelling_prints_itself() {
    assertThat(EncodedForm.of(TOKEN).toString()).doesNotContain("ATATT");
  }
}
