package dev.rulekeeper.ruleset;

import dev.rulekeeper.rule.RuleId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The base as a plan needs it: what Git and site last agreed on, read rule by rule.
 *
 * @param known whether there is a base at all; without one a difference is taken for an edit in Git
 * @param ids the rules in it
 * @param read gives the entry of a rule
 */
public record BaseRules(boolean known, Set<RuleId> ids, Function<RuleId, Optional<BaseRule>> read) {
  /** Copies the set. */
  public BaseRules {
    ids = Set.copyOf(ids);
  }

  /** No base: this repository and this site have not met yet. */
  public static BaseRules none() {
    return new BaseRules(false, Set.of(), id -> Optional.empty());
  }

  /** The base of these entries. */
  public static BaseRules of(Map<RuleId, BaseRule> entries) {
    return new BaseRules(true, entries.keySet(), id -> Optional.ofNullable(entries.get(id)));
  }
}
