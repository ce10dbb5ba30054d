package dev.rulekeeper.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rulekeeper.atlassian.InMemorySite;
import dev.rulekeeper.secret.ledger.Ledger;
import org.junit.jupiter.api.Test;

class ChangeChecksTest {
  @Test
  void the_ledger_speaks_first_and_the_owner_last() {
    assertThat(
            ChangeChecks.of(
                Ledger.empty(),
                PlanSamples.SITE,
                PlanSamples.rendering(PlanSamples.TODAY),
                new InMemorySite(),
                false))
        .extracting(check -> check.getClass().getSimpleName())
        .containsExactly(
            "EgressCheck",
            "AccessCheck",
            "ValueCheck",
            "LiteralTagCheck",
            "ConnectionCheck",
            "EditPermissionCheck");
  }

  @Test
  void who_may_let_the_site_switch_rules_off_needs_no_check_of_connections() {
    assertThat(
            ChangeChecks.of(
                Ledger.empty(),
                PlanSamples.SITE,
                PlanSamples.rendering(PlanSamples.TODAY),
                new InMemorySite(),
                true))
        .hasSize(5)
        .noneMatch(ConnectionCheck.class::isInstance);
  }
}
