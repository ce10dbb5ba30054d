package dev.rulekeeper.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mistyped filter must not look like a site on which nothing is to be done. */
class RuleFilterTest {
  private static final SiteName SITE = new SiteName("acme");

  @Test
  void filters_that_fit_no_rule_stop_the_command_and_are_repeated() {
    RuleFilter filter = new RuleFilter(List.of("label:nigthly", "rules/x/**"), false);
    assertThatThrownBy(() -> filter.refuseNothing(plan(0)))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            refusal -> {
              assertThat(refusal.kind()).isEqualTo(WorkflowException.Kind.USAGE);
              assertThat(refusal)
                  .hasMessageContaining(
                      "no rule of acme fits --select label:nigthly --select rules/x/**");
            });
  }

  @Test
  void a_filter_that_fits_unchanged_rules_fits() {
    RuleFilter filter = new RuleFilter(List.of("label:nightly"), false);
    assertThatCode(() -> filter.refuseNothing(plan(1))).doesNotThrowAnyException();
  }

  @Test
  void who_filters_nothing_or_allows_it_may_find_nothing() {
    assertThatCode(() -> new RuleFilter(List.of(), false).refuseNothing(plan(0)))
        .doesNotThrowAnyException();
    assertThatCode(() -> new RuleFilter(List.of("x"), true).refuseNothing(plan(0)))
        .doesNotThrowAnyException();
  }

  @Test
  void a_project_may_be_given_by_the_key_that_the_site_calls_it(@TempDir Path folder)
      throws IOException {
    WorkRepository repository = WorkRepository.in(folder);
    repository.write("rules/a.yaml", WorkRepository.rule(WorkRepository.ID, "hello"));
    try (Session session = repository.session()) {
      new NamesCache(session.repository(), SITE)
          .learnProjects(Map.of("10001", "SHOP", "10002", "OPS"));
    }
    try (Session session = repository.session()) {
      RuleFile file = session.ruleFiles().get(0);
      assertThat(selection(session, "scope:project/SHOP").has(file)).isTrue();
      assertThat(selection(session, "scope:project/OPS").has(file)).isFalse();
      assertThat(selection(session, "scope:project/10001").has(file)).isTrue();
    }
  }

  private static Selection selection(Session session, String filter) {
    return new RuleFilter(List.of(filter), false).selection(session);
  }

  private static Plan plan(int unchanged) {
    return new Plan(SITE, List.of(), unchanged, List.of());
  }
}
