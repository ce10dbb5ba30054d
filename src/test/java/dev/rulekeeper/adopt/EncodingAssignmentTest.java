package dev.rulekeeper.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.Draws;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Rules;
import dev.rulekeeper.secret.Secrets;
import dev.rulekeeper.secret.render.Rendering;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A placeholder gets the encoding of its place, so that a rotation to any value is right. */
class EncodingAssignmentTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final JsonPointer BODY = JsonPointer.compile("/components/0/value/customBody");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"token": "<<secret:ci>>"}                | {"token": "<<#json>><<secret:ci>><</json>>"}
          {"token": "<<#json>><<secret:ci>><</json>>"} | {"token": "<<#json>><<secret:ci>><</json>>"}
          {"note": "none"}                          | {"note": "none"}
          <<secret:ci>>                             | <<secret:ci>>
          """)
  void a_placeholder_is_mended_by_the_syntax_around_it(String before, String after) {
    assertThat(EncodingAssignment.mended(Rules.body(before)).at(BODY).asText()).isEqualTo(after);
  }

  @Test
  void an_address_takes_its_parameters_percent_encoded() {
    ObjectNode mended =
        EncodingAssignment.mended(Rules.request("https://a.example/?k=<<secret:ci>>"));
    assertThat(mended.at("/components/0/value/url").asText())
        .isEqualTo("https://a.example/?k=<<#urlencode>><<secret:ci>><</urlencode>>");
  }

  @Test
  void what_lacks_its_encoding_is_named_by_its_place() {
    assertThat(EncodingAssignment.bare(Rules.body("{\"token\": \"<<secret:ci>>\"}")))
        .extracting(EncodingAssignment.Bare::pointer)
        .containsExactly(BODY);
    assertThat(EncodingAssignment.bare(Rules.body("<<secret:ci>>"))).isEmpty();
  }

  @Property(seed = Draws.SEED, tries = 100)
  void what_is_mended_is_not_bare_and_stays_as_it_is(@ForAll("fields") ObjectNode fields) {
    ObjectNode mended = EncodingAssignment.mended(fields);
    assertThat(EncodingAssignment.bare(mended)).isEmpty();
    assertThat(EncodingAssignment.mended(mended)).isSameAs(mended);
  }

  @Property(seed = Draws.SEED, tries = 100)
  void for_a_value_without_special_characters_nothing_changes(@ForAll("fields") ObjectNode fields) {
    assertThat(rendered(EncodingAssignment.mended(fields), "EXAMPLE1"))
        .isEqualTo(rendered(fields, "EXAMPLE1"));
  }

  @Property(seed = Draws.SEED, tries = 100)
  void a_new_placeholder_renders_to_the_same_bytes_whatever_its_value(
      @ForAll("fields") ObjectNode fields, @ForAll("values") String value) {
    Rule rule = new Rule(ID, fields);
    Rule encoded = EncodingAssignment.in(rule, List.of(), (at, text) -> rendering(value)::valueOf);
    assertThat(rendered(encoded.fields(), value)).isEqualTo(rendered(fields, value));
  }

  @Test
  void a_placeholder_keeps_its_form_where_the_site_encodes_otherwise() {
    Rule rule = new Rule(ID, Rules.body("{\"token\": \"<<secret:ci>>\"}"));
    Rule plain =
        EncodingAssignment.in(rule, List.of(), (at, text) -> rendering("EXAMPLE1")::valueOf);
    assertThat(plain.fields().at(BODY).asText()).contains("<<#json>>");
    Rule quoted = EncodingAssignment.in(rule, List.of(), (at, text) -> rendering("a\"b")::valueOf);
    assertThat(quoted).isEqualTo(rule);
  }

  @Test
  void a_placeholder_that_git_has_already_keeps_its_form() {
    Rule rule = new Rule(ID, Rules.body("{\"token\": \"<<secret:ci>>\"}"));
    EncodingAssignment.Values values = (at, text) -> rendering("EXAMPLE1")::valueOf;
    assertThat(EncodingAssignment.in(rule, List.of(rule), values)).isSameAs(rule);
    Rule before = new Rule(ID, Rules.body("{\"old\": \"<<secret:ci>>\"}"));
    assertThat(EncodingAssignment.in(rule, List.of(before), values)).isSameAs(rule);
    Rule other = new Rule(ID, Rules.body("{\"old\": \"<<secret:other>>\"}"));
    assertThat(EncodingAssignment.in(rule, List.of(other), values)).isNotEqualTo(rule);
  }

  @Provide
  Arbitrary<ObjectNode> fields() {
    return Arbitraries.of(
        Rules.body("{\"token\": \"<<secret:ci>>\", \"more\": \"x <<secret:ci>> y\"}"),
        Rules.body("<<secret:ci>>"),
        Rules.request("https://a.example/?k=<<secret:ci>>&l=<<secret:ci>>"),
        Rules.request("https://bot:<<secret:ci>>@a.example/"),
        Rules.header("Authorization", "Basic <<#base64>>bot:<<secret:ci>><</base64>>"),
        Rules.comment("see <<secret:ci>>"));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of("EXAMPLE1", "a\"b", "a b", "a&b=c", "é%", "a\\b", "a/b+c");
  }

  private static ObjectNode rendered(ObjectNode fields, String value) {
    return rendering(value).render(new Rule(ID, fields)).fields();
  }

  private static Rendering rendering(String value) {
    return new Rendering(Secrets.map(Map.of("ci", value)), Map.of());
  }
}
