package dev.rulekeeper.plan;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.rule.RuleId;
import java.util.Map;
import java.util.Set;

/**
 * A plan with what was learned while it was made.
 *
 * @param agreed the rules on which Git and site agree already: what the base may say of them
 * @param unsettled the rules that somebody changed so lately that the site may not show all of it
 * @param rules how many rules there are, in Git or on the site
 */
public record PlanResult(
    Plan plan, Map<RuleId, BaseRule> agreed, Set<RuleId> unsettled, int rules) {
  /** Copies the collections. */
  public PlanResult {
    agreed = Map.copyOf(agreed);
    unsettled = Set.copyOf(unsettled);
  }
}
