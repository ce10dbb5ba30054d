package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Changes;
import dev.rulekeeper.plan.PlanEntry;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Secrets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a rotation may have to put back is what stood in each rule before it wrote. */
class OverwrittenValuesTest {
  @Test
  void the_value_that_stood_in_a_rule_is_told_by_its_template() {
    OverwrittenValues values = overwritten(Map.of("bot", "EXAMPLE-known"));
    overwrite(values, 1, "Bearer <<secret:bot>>", "Bearer EXAMPLE-stood");
    assertThat(values.unknown()).isEmpty();
    assertThat(Secrets.reveal(values.alike().get(0).values()))
        .isEqualTo(Map.of("bot", "EXAMPLE-stood"));
  }

  @Test
  void rules_in_which_the_same_stood_are_put_back_together() {
    OverwrittenValues values = overwritten(Map.of("bot", "EXAMPLE-known"));
    overwrite(values, 1, "<<secret:bot>>", "EXAMPLE-one");
    overwrite(values, 2, "Bearer <<secret:bot>>", "Bearer EXAMPLE-two");
    overwrite(values, 3, "token <<secret:bot>>", "token EXAMPLE-one");
    assertThat(values.size()).isEqualTo(3);
    assertThat(values.alike())
        .extracting(OverwrittenValues.Alike::rules)
        .containsExactlyInAnyOrder(Set.of(id(1), id(3)), Set.of(id(2)));
  }

  @Test
  void what_the_site_hides_is_what_was_known() {
    OverwrittenValues values = overwritten(Map.of("bot", "EXAMPLE-known"));
    overwrite(values, 1, "<<secret:bot>>", "***");
    assertThat(Secrets.reveal(values.alike().get(0).values()))
        .isEqualTo(Map.of("bot", "EXAMPLE-known"));
  }

  @Test
  void what_the_site_hides_and_nobody_knew_cannot_be_put_back() {
    OverwrittenValues values = overwritten(Map.of());
    overwrite(values, 1, "<<secret:bot>>", "***");
    assertThat(values.unknown()).containsExactly(id(1));
    assertThat(values.alike()).isEmpty();
  }

  @Test
  void a_text_that_is_not_what_the_plan_saw_tells_nothing() {
    OverwrittenValues values = overwritten(Map.of("bot", "EXAMPLE-known"));
    overwrite(values, 1, "Bearer <<secret:bot>>", "Basic EXAMPLE-stood");
    assertThat(values.unknown()).containsExactly(id(1));
  }

  @Test
  void two_secrets_side_by_side_are_told_only_where_the_known_values_give_the_text() {
    OverwrittenValues values = overwritten(Map.of("bot", "EXAMPLE-1", "key", "EXAMPLE-2"));
    overwrite(values, 1, "<<secret:bot>><<secret:key>>", "EXAMPLE-1EXAMPLE-2");
    overwrite(values, 2, "<<secret:bot>><<secret:key>>", "EXAMPLE-3EXAMPLE-4");
    assertThat(values.unknown()).containsExactly(id(2));
    assertThat(values.alike())
        .singleElement()
        .satisfies(
            alike ->
                assertThat(Secrets.reveal(alike.values()))
                    .isEqualTo(Map.of("bot", "EXAMPLE-1", "key", "EXAMPLE-2")));
  }

  @Test
  void one_secret_with_two_values_in_one_rule_cannot_be_put_back() {
    OverwrittenValues values = overwritten(Map.of());
    ObjectNode template = ExactJson.object().put("a", "<<secret:bot>>").put("b", "<<secret:bot>>");
    ObjectNode live = ExactJson.object().put("a", "EXAMPLE-1").put("b", "EXAMPLE-2");
    values.overwriting(update(1, template), new Rule(id(1), live));
    assertThat(values.unknown()).containsExactly(id(1));
  }

  @Test
  void a_run_that_keeps_what_is_written_goes_on_after_a_failure() {
    Change.Update change = update(1, ExactJson.object());
    dev.rulekeeper.sync.Outcome failed =
        new dev.rulekeeper.sync.Outcome(
            change,
            dev.rulekeeper.sync.Outcome.Status.FAILED,
            java.util.Optional.empty(),
            java.util.List.of(),
            java.util.Optional.empty());
    assertThat(new OverwrittenValues(Secrets.map(Map.of()), true).goesOnAfter(failed)).isTrue();
    assertThat(overwritten(Map.of()).goesOnAfter(failed)).isFalse();
  }

  private static OverwrittenValues overwritten(Map<String, String> known) {
    return new OverwrittenValues(Secrets.map(known), false);
  }

  private static void overwrite(
      OverwrittenValues values, int number, String template, String shown) {
    ObjectNode live = ExactJson.object().put("text", shown);
    values.overwriting(
        update(number, ExactJson.object().put("text", template)), new Rule(id(number), live));
  }

  private static Change.Update update(int number, ObjectNode template) {
    Rule rule = new Rule(id(number), template);
    PlanEntry entry = PlanEntry.of(id(number), "Tell");
    return (Change.Update) Changes.of(ChangeKind.ROTATE, entry, rule, rule);
  }

  private static RuleId id(int number) {
    return RuleId.of("019ab7c0-1111-7222-8333-%012d".formatted(number));
  }
}
