package dev.rulekeeper.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.secret.detection.Finding;
import dev.rulekeeper.secret.detection.TextSpan;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a person is told of a text that may be a credential: where it stands, never what it says.
 */
class DoubtTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");
  private static final String AT = "/components/0/value/body";

  @ParameterizedTest
  @CsvSource({
    "EXAMPLE,        7 x A",
    "example,        7 x a",
    "12345678,       8 x 9",
    "EXAMPLEexample, 14 x Aa",
    "EXAMPLE1,       8 x A9",
    "example-1,      9 x a9#",
    "Example-1,      9 x Aa9#",
    "'----',         4 x #",
    "例えば,           3 x a",
  })
  void a_shape_is_the_length_and_the_classes_of_characters(String value, String shape) {
    assertThat(doubt(AT, value).shape()).isEqualTo(shape);
  }

  @Test
  void a_line_for_a_person_says_where_what_kind_and_which_shape_and_never_the_value() {
    Doubt doubt = doubt(AT, "Example-1-is-the-value");
    assertThat(doubt.line())
        .isEqualTo(
            "rules/a.yaml:7  /components/0/value/body  random-word  (22 x Aa9#)  " + doubt.mark());
    assertThat(doubt.toString()).doesNotContain("is-the-value");
  }

  @Test
  void a_mark_is_short_and_says_nothing_of_the_value() {
    assertThat(doubt(AT, "Example-1").mark()).matches("[0-9a-f]{8}");
    assertThat(doubt(AT, "Example-1").mark()).isEqualTo(doubt(AT, "Another-2").mark());
  }

  @ParameterizedTest
  @CsvSource({
    "/components/0/value/body,  /components/*/value/body",
    "/components/12/children/3, /components/*/children/*",
    "/trigger/value/2fa,        /trigger/value/2fa",
    "/description,              /description",
  })
  void a_place_does_not_count_what_stands_before_it(String pointer, String at) {
    assertThat(doubt(pointer, "Example-1").at()).isEqualTo(at);
  }

  @Test
  void a_mark_stays_where_components_are_moved_and_is_another_for_anything_else() {
    String mark = doubt(AT, "Example-1").mark();
    assertThat(doubt("/components/4/value/body", "Example-1").mark()).isEqualTo(mark);
    assertThat(doubt("/components/0/value/url", "Example-1").mark()).isNotEqualTo(mark);
    assertThat(doubt(AT, "Example-12").mark()).isNotEqualTo(mark);
    Doubt other = doubt(AT, "Example-1");
    RuleId otherRule = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7471");
    assertThat(
            new Doubt(otherRule, other.where(), other.pointer(), other.kind(), other.shape())
                .mark())
        .isNotEqualTo(mark);
    assertThat(new Doubt(ID, "elsewhere", other.pointer(), other.kind(), other.shape()).mark())
        .as("a file may be renamed")
        .isEqualTo(mark);
  }

  @Test
  void doubts_are_counted_and_grouped_by_kind_and_field_the_largest_group_first() {
    Doubt url = doubt("/components/0/value/url", "Example-1");
    Doubt first = doubt("/components/0/value/body", "Example-1");
    Doubt second = doubt("/components/1/value/body", "Example-1");
    assertThat(String.join("\n", Doubts.lines(List.of(url, first, second))))
        .isEqualTo(
            """
            3 places may hold a credential in clear
            random-word in body: 2
              rules/a.yaml:7  /components/0/value/body  random-word  (9 x Aa9#)  %1$s
              rules/a.yaml:7  /components/1/value/body  random-word  (9 x Aa9#)  %1$s
            random-word in url: 1
              rules/a.yaml:7  /components/0/value/url  random-word  (9 x Aa9#)  %2$s
            If one is a credential: rulekeeper secrets adopt --doubt MARK --secrets-out FILE. \
            If not, never ask again: rulekeeper secrets ignore MARK\
            """
                .formatted(first.mark(), url.mark()));
  }

  @Test
  void no_doubt_needs_no_line() {
    assertThat(Doubts.lines(List.of())).isEmpty();
  }

  static Doubt doubt(String pointer, String value) {
    Finding finding =
        new Finding(
            JsonPointer.compile(pointer),
            new TextSpan(0, value.length(), Optional.empty()),
            "random-word",
            false,
            SecretValue.of(value),
            new SecretName("x"));
    return Doubt.of(ID, "rules/a.yaml:7", finding);
  }
}
