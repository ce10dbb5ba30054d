package dev.rulekeeper.lint;

import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.RuleRepository;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/** The rules that the sites are known to have. */
final class RulesOnSites {
  private RulesOnSites() {}

  /** Those in the bases that this clone has of the sites; none where it has no base. */
  static Set<RuleId> in(RuleRepository repository) {
    Set<RuleId> known = new TreeSet<>();
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      for (SiteName site : repository.configuration().sites().keySet()) {
        workTree
            .base(site)
            .read()
            .ifPresent(base -> base.paths().forEach(path -> known.add(BaseRule.idAt(path))));
      }
    }
    return known;
  }

  /** Whether a site is known to have had {@code key} somewhere in the rule. */
  static boolean haveKey(RuleRepository repository, RuleId id, String key) {
    try (WorkTree workTree = WorkTree.open(repository.root())) {
      return repository.configuration().sites().keySet().stream()
          .flatMap(site -> workTree.base(site).read().stream())
          .flatMap(base -> base.read(BaseRule.pathOf(id)).stream())
          .map(entry -> new String(entry, StandardCharsets.UTF_8))
          .anyMatch(entry -> entry.contains('"' + key + '"'));
    }
  }
}
