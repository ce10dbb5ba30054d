package dev.rulekeeper.plan;

import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.BaseRule;
import java.util.Map;

/**
 * A plan with what was learned while it was made.
 *
 * @param agreed the rules on which Git and site agree already: what the base may say of them
 * @param rules how many rules there are, in Git or on the site
 */
public record Planned(Plan plan, Map<RuleId, BaseRule> agreed, int rules) {
  /** Copies the map. */
  public Planned {
    agreed = Map.copyOf(agreed);
  }
}
