package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.name;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MissingValuesTest {
  private static final MissingValues BOT = new MissingValues(Set.of(name("bot")));
  private static final Rule PLAIN = PlanSamples.rule(2, "Plain", "none");
  private static final Rule BOTH = PlanSamples.rule(3, "Both", "<<secret:bot>> <<secret:pager>>");

  @ParameterizedTest
  @CsvSource({
    "CREATE,   BLOCKED",
    "UPDATE,   BLOCKED",
    "ROTATE,   BLOCKED",
    "UNPROVEN, BLOCKED",
    "STATE,    STATE",
    "SCOPE,    SCOPE",
    "DELETE,   DELETE",
    "DRIFT,    DRIFT",
    "CONFLICT, CONFLICT",
    "BLOCKED,  BLOCKED",
  })
  void a_sync_writes_no_rule_with_a_value_that_it_lacks(ChangeKind kind, ChangeKind then) {
    assertThat(inSync(BOT, PlanSamples.change(kind, 1)).kind()).isEqualTo(then);
  }

  @Test
  void a_sync_says_which_values_are_missing_and_where_to_give_them() {
    assertThat(inSync(BOT, PlanSamples.change(ChangeKind.UPDATE, 1)).reason())
        .hasValue(
            "the secret bot has no value: not compared and not written. Give the secret map with"
                + " --secrets-file FILE, RULEKEEPER_SECRETS or RULEKEEPER_SECRET_<NAME>");
    MissingValues two = new MissingValues(Set.of(name("pager"), name("bot"), name("unused")));
    assertThat(inSync(two, PlanSamples.change(ChangeKind.UPDATE, BOTH)).reason().orElseThrow())
        .startsWith("the secrets bot, pager have no value");
  }

  @Test
  void a_rule_that_needs_none_of_them_is_written() {
    Change change = PlanSamples.change(ChangeKind.UPDATE, PLAIN);
    assertThat(inSync(BOT, change)).isEqualTo(change);
  }

  @Test
  void what_is_unproven_for_another_secret_too_stays_so() {
    Change change = PlanSamples.change(ChangeKind.UNPROVEN, BOTH);
    assertThat(inSync(BOT, change)).isEqualTo(change);
  }

  @Test
  void nothing_changes_where_nothing_is_missing() {
    PlanResult planned = planned(PlanSamples.change(ChangeKind.UPDATE, 1));
    assertThat(new MissingValues(Set.of()).inSync(planned)).isSameAs(planned);
  }

  @Test
  void all_that_was_learned_beside_the_changes_stays() {
    PlanResult planned = planned(PlanSamples.change(ChangeKind.UPDATE, 1));
    PlanResult blocked = BOT.inSync(planned);
    assertThat(blocked.rules()).isEqualTo(planned.rules());
    assertThat(blocked.unsettled()).isEqualTo(planned.unsettled());
    assertThat(blocked.plan().unchanged()).isEqualTo(planned.plan().unchanged());
    assertThat(blocked.plan().notes()).isEqualTo(planned.plan().notes());
  }

  @Test
  void a_plan_counts_the_rules_that_it_cannot_compare() {
    assertThat(BOT.note(List.of(PLAIN))).isEmpty();
    assertThat(BOT.note(List.of(PLAIN, PlanSamples.rule(1))))
        .hasValue(
            "1 rule uses a secret without a value here, so whether the site has the current one is"
                + " not compared: bot");
    MissingValues two = new MissingValues(Set.of(name("pager"), name("bot"), name("unused")));
    assertThat(two.note(List.of(BOTH, PlanSamples.rule(1))))
        .hasValue(
            "2 rules use secrets without a value here, so whether the site has the current one is"
                + " not compared: bot, pager");
  }

  @Test
  void a_plan_says_nothing_of_what_it_cannot_know() {
    assertThat(BOT.inPlan(PlanOptions.careful()).uncompared()).containsExactly(name("bot"));
  }

  private static Change inSync(MissingValues missing, Change change) {
    return missing.inSync(planned(change)).plan().changes().get(0);
  }

  private static PlanResult planned(Change change) {
    Plan plan = new Plan(PlanSamples.SITE, List.of(change), 4, List.of("a note"));
    Set<RuleId> unsettled = Set.of(PlanSamples.id(9));
    return new PlanResult(plan, Map.of(), unsettled, 5);
  }
}
