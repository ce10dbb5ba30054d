package dev.rulekeeper.workflow;

import dev.rulekeeper.git.WorkTree;
import dev.rulekeeper.lint.CleanFiles;
import dev.rulekeeper.lint.LintResult;
import dev.rulekeeper.lint.Linter;
import dev.rulekeeper.ruleset.ProjectKeys;
import dev.rulekeeper.ruleset.RuleRepository;

/**
 * Lint that does not look twice at a committed file in which it found nothing. In a CI job it looks
 * at every file: there the Git folder may come from a cache that others write, and a mark in it
 * would hide a credential from the one check that is there to find it. At home, whoever can write
 * the Git folder can run programs by its hooks.
 */
public final class RepositoryLint {
  private RepositoryLint() {}

  /** Everything that is wrong with {@code repository}, as far as its files alone can tell. */
  public static LintResult of(RuleRepository repository, Environment environment) {
    ProjectKeys keys = NamesCache.keys(repository);
    if (environment.variable("CI").isPresent()) {
      return Linter.everything(repository, keys, CleanFiles.NONE);
    }
    try (WorkTree workTree = WorkTree.open(repository.root());
        CachedRuleFiles known = new CachedRuleFiles(workTree);
        CachedSeenFiles seen = new CachedSeenFiles(workTree, environment.clock());
        CachedCleanFiles clean = new CachedCleanFiles(workTree)) {
      return Linter.everything(repository.knowing(known, seen), keys, clean);
    }
  }
}
