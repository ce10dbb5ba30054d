package dev.rulekeeper.plan;

import static dev.rulekeeper.plan.PlanSamples.CLOUD;
import static dev.rulekeeper.plan.PlanSamples.TODAY;
import static dev.rulekeeper.plan.PlanSamples.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.FileForm;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleState;
import dev.rulekeeper.rule.RuleSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code plan --offline}: the site as it was agreed on, without a site. */
class SiteAsAgreedTest {
  private static final Rule FIRST = PlanSamples.rule(1);
  private static final Rule SECOND = labelled(PlanSamples.rule(2));
  private final SiteAsAgreed site =
      new SiteAsAgreed(
          Baseline.of(
              Map.of(
                  id(2),
                  new BaseRule(SECOND, "1764424980"),
                  id(1),
                  new BaseRule(FIRST, "1764424980"))),
          PlanSamples.rendering(TODAY),
          CLOUD);

  private static Rule labelled(Rule rule) {
    ObjectNode fields = rule.fields().deepCopy().put("state", "DISABLED");
    fields.putArray("labels").add("nightly");
    return new Rule(rule.id(), fields);
  }

  @Test
  void it_lists_the_rules_of_the_base_in_the_order_of_their_ids() {
    List<RuleSummary> summaries = site.summaries();
    assertThat(summaries).extracting(RuleSummary::id).containsExactly(id(1), id(2));
    assertThat(summaries).extracting(RuleSummary::name).containsExactly("Rule 1", "Rule 2");
    assertThat(summaries.get(1).state()).isEqualTo(RuleState.DISABLED);
    assertThat(summaries.get(1).labels()).containsExactly("nightly");
    assertThat(summaries)
        .as("no time, so that none looks unmoved")
        .allMatch(s -> s.updated().isEmpty());
  }

  @Test
  void its_values_are_those_of_today_so_that_none_differs() {
    ApiRule rule = site.rule(id(1)).orElseThrow();
    assertThat(FileForm.of(rule, CLOUD)).isEqualTo(PlanSamples.rendering(TODAY).render(FIRST));
    assertThat(site.rule(id(9))).isEmpty();
  }

  @Test
  void rules_that_it_does_not_have_are_left_out() {
    List<ApiRule> read = new ArrayList<>();
    site.rules(List.of(id(9), id(2)), read::add);
    assertThat(read).extracting(ApiRule::id).containsExactly(id(2));
  }

  @Test
  void it_knows_of_no_account_and_shows_nothing_redacted() {
    assertThat(site.accountId()).isEmpty();
    assertThat(site.redacted(id(1))).isEmpty();
  }

  @Test
  void nothing_can_be_written_to_it() {
    ApiRule rule = site.rule(id(1)).orElseThrow();
    for (Runnable write :
        List.<Runnable>of(
            () -> site.create(rule),
            () -> site.update(rule),
            () -> site.setState(id(1), RuleState.ENABLED),
            () -> site.setScope(id(1), List.of()),
            () -> site.delete(id(1)))) {
      assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(write::run);
    }
  }
}
