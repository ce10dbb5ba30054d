package dev.rulekeeper.plan;

import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.ledger.EgressPolicy;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import java.util.List;
import java.util.Optional;

/** Objects to a rule that would send or show a secret where the ledger does not allow it. */
final class EgressCheck implements Planner.Check {
  private final EgressPolicy policy;
  private final Rendering rendering;

  /**
   * Objects by {@code ledger}, to rules of {@code site}, with the variables of {@code rendering}.
   */
  EgressCheck(Ledger ledger, SiteName site, Rendering rendering) {
    this.policy = EgressPolicy.of(ledger, site);
    this.rendering = rendering;
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    List<String> violations =
        change
            .after()
            .map(rule -> policy.violations(rendering.withVariables(rule).fields()))
            .orElse(List.of())
            .stream()
            .map(EgressPolicy.Violation::message)
            .distinct()
            .toList();
    return violations.isEmpty() ? Optional.empty() : Optional.of(String.join(". ", violations));
  }
}
