package dev.rulekeeper.ruleset;

import dev.rulekeeper.ids.SiteTranslation;
import dev.rulekeeper.rule.Rule;

/**
 * In what a rule file differs from its rule on the site it was read for.
 *
 * @param ids what its ids are there
 * @param scopes how it spells the scope
 */
record SiteSpelling(SiteTranslation ids, ScopeSpelling scopes) {
  /** Of a file that is written as its rule is. */
  static final SiteSpelling NONE = new SiteSpelling(SiteTranslation.NONE, ScopeSpelling.NUMBERS);

  /** {@code changed}, a rule of the site, as the file at {@code path} says it. */
  Rule written(Rule changed, String path) {
    return scopes.written(ids.back(changed, path));
  }
}
