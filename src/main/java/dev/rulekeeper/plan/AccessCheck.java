package dev.rulekeeper.plan;

import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.secret.ledger.EgressPolicy;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.Optional;

/** Objects to a change that opens secrets to more people where the ledger does not allow it. */
final class AccessCheck implements Planner.Check {
  private final EgressPolicy policy;

  /** Objects by {@code ledger}. */
  AccessCheck(Ledger ledger) {
    this.policy = EgressPolicy.of(ledger);
  }

  @Override
  public Optional<String> objection(Change.Write change, Optional<ApiRule> live) {
    String objections = String.join(". ", policy.objections(change.risks()));
    return objections.isEmpty() ? Optional.empty() : Optional.of(objections);
  }
}
