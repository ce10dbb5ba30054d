package dev.rulekeeper.plan;

import dev.rulekeeper.rule.Rule;

/**
 * A rule on the site as the plan saw it: what the site must still hold when the change is made.
 *
 * @param rule with placeholders
 * @param state names the state that the plan saw, see {@link LiveStateId}
 * @param edited when the site says that it was last changed there
 */
public record RuleOnSite(Rule rule, String state, String edited) {}
