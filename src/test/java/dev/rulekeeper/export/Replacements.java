package dev.rulekeeper.export;

import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.guard.Redactor;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Placeholders in the rules of a site that was never exported. */
final class Replacements {
  private static final RepositorySnapshot EMPTY =
      new RepositorySnapshot(
          List.of(), Baseline.none(), Ledger.empty(), Optional.empty(), Set.of(), Set.of());

  private Replacements() {}

  /** What becomes of {@code live}. */
  static PlaceholderInsertion.Result in(Collection<Rule> live, SecretMap secrets) {
    return new PlaceholderInsertion(secrets, Map.of(), new Redactor())
        .replace(
            LiveRules.searched(live),
            KnownRuleForms.none(),
            Set.of(),
            false,
            adopted -> new BaseEntries(EMPTY, adopted, Map.of(), Optional.empty()));
  }

  /** The rule {@code id} with placeholders. */
  static Rule rule(PlaceholderInsertion.Result result, RuleId id) {
    return Optional.ofNullable(result.entries().get(id)).orElseThrow().rule();
  }
}
