package dev.rulekeeper.secret.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.rulekeeper.placeholder.PlaceholderText;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Rules;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UntouchedRuleComparisonTest {
  private static final RuleId ID = RuleId.of("019c88ef-60ff-7167-8fc8-a9588eea7470");

  private static Rule rule(String fields) {
    return new Rule(ID, Rules.json(fields));
  }

  private static Optional<UntouchedRuleComparison.Found> find(String standing, String live) {
    return new UntouchedRuleComparison(List::of).find(rule(standing), rule(live));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": \"x\", \"n\": 1, \"l\": [true, null]} | {\"a\": \"x\", \"n\": 1.0, \"l\": [true,"
            + " null]}",
        "{\"a\": \"Bearer <<secret:bot>>\"}            | {\"a\": \"Bearer EXAMPLE\"}",
        "{\"a\": {\"b\": [{\"c\": \"<<secret:bot>>\"}]}} | {\"a\": {\"b\": [{\"c\":"
            + " \"EXAMPLE\"}]}}",
        "{\"state\": \"ENABLED\", \"a\": \"x\"}        | {\"state\": \"DISABLED\", \"a\": \"x\"}",
        "{\"a\": null}                                 | {\"a\": null}",
        "{\"a\": \"\"}                                 | {\"a\": \"\"}",
        "{\"a\": \"x\"}                                | {\"a\": \"***\"}",
      })
  void the_same_text_outside_the_holes_fits(String standing, String live) {
    assertThat(find(standing, live)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": \"x\"}                     | {\"a\": \"y\"}",
        "{\"a\": \"x\"}                     | {\"a\": \"\"}",
        "{\"a\": \"x\"}                     | {\"a\": null}",
        "{\"a\": \"1\"}                     | {\"a\": 1}",
        "{\"a\": 1}                         | {\"a\": 2}",
        "{\"a\": 1}                         | {\"a\": \"1\"}",
        "{\"a\": \"Bearer <<secret:bot>>\"} | {\"a\": \"Basic EXAMPLE\"}",
        "{\"a\": \"<<secret:bot>>\"}        | {\"a\": [\"EXAMPLE\"]}",
        "{\"a\": \"x\"}                     | {\"a\": \"x\", \"b\": \"y\"}",
        "{\"a\": \"x\", \"b\": \"y\"}       | {\"a\": \"x\"}",
        "{\"a\": \"x\", \"b\": 1}           | {\"a\": \"x\", \"c\": 1}",
        "{\"a\": [\"x\"]}                   | {\"a\": [\"x\", \"y\"]}",
        "{\"a\": [\"x\", \"z\"]}            | {\"a\": [\"x\", \"y\"]}",
        "{\"a\": [\"x\"]}                   | {\"a\": {\"0\": \"x\"}}",
        "{\"a\": {\"0\": \"x\"}}            | {\"a\": [\"x\"]}",
      })
  void any_other_text_does_not(String standing, String live) {
    assertThat(find(standing, live)).isEmpty();
  }

  @Test
  void holes_and_masks_are_told_with_their_places() {
    UntouchedRuleComparison.Found found =
        find(
                "{\"l\": [\"<<secret:bot>>\", \"<<secret:bot>>\", \"<<secret:bot>>\", \"x\"],"
                    + " \"state\": \"ENABLED\"}",
                "{\"l\": [\"EXAMPLE\", \"•••\", null, \"x\"], \"state\": \"DISABLED\"}")
            .orElseThrow();
    assertThat(found.holes())
        .containsEntry(JsonPointer.compile("/l/0"), PlaceholderText.parse("<<secret:bot>>"))
        .containsKey(JsonPointer.compile("/l/3"));
    assertThat(found.masked())
        .containsExactly(JsonPointer.compile("/l/1"), JsonPointer.compile("/l/2"));
    assertThat(found.templates())
        .isEqualTo(
            rule(
                "{\"l\": [\"<<secret:bot>>\", \"<<secret:bot>>\", \"<<secret:bot>>\", \"x\"],"
                    + " \"state\": \"DISABLED\"}"));
  }

  @Test
  void the_comparison_leaves_the_standing_rule_as_it_is() {
    Rule standing = rule("{\"state\": \"ENABLED\"}");
    new UntouchedRuleComparison(List::of).find(standing, rule("{\"state\": \"DISABLED\"}"));
    assertThat(standing.state()).isEqualTo("ENABLED");
  }

  @Test
  void a_variable_may_have_any_of_the_texts_that_it_can_have() {
    UntouchedRuleComparison comparison =
        new UntouchedRuleComparison(
            template ->
                List.of(
                    template.fill(tag -> Optional.of("a")),
                    template.fill(tag -> Optional.of("b"))));
    assertThat(comparison.find(rule("{\"x\": \"to <<var:who>>\"}"), rule("{\"x\": \"to b\"}")))
        .isPresent();
    assertThat(comparison.find(rule("{\"x\": \"to <<var:who>>\"}"), rule("{\"x\": \"to c\"}")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'', true", "**, false", "***, true", "••••, true", "**•, false", "***x, false"})
  void a_mask_is_empty_or_three_and_more_of_one_sign(String text, boolean mask) {
    assertThat(SiteMasks.isMask(text)).isEqualTo(mask);
  }
}
