package dev.rulekeeper.export;

import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.rule.Rule;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleFolders;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.render.Rendering;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The rule repository before the export.
 *
 * @param files its rule files
 * @param base what Git and site last agreed on
 * @param ledger its ledger
 * @param ledgerText the exact text of the ledger, where the file exists
 * @param reserved paths of files that belong to other sites
 * @param uncommitted paths that differ from the last commit, relative to the rule repository
 * @param notSecrets what people said is no credential
 * @param folders where new files go
 */
public record RepositorySnapshot(
    List<RuleFile> files,
    Baseline base,
    Ledger ledger,
    Optional<String> ledgerText,
    Set<String> reserved,
    Set<String> uncommitted,
    NotSecrets notSecrets,
    RuleFolders folders) {

  /** Copies the collections. */
  public RepositorySnapshot {
    files = List.copyOf(files);
    reserved = Set.copyOf(reserved);
    uncommitted = Set.copyOf(uncommitted);
  }

  /** One where nobody said of anything that it is no credential, and no project has a name. */
  public RepositorySnapshot(
      List<RuleFile> files,
      Baseline base,
      Ledger ledger,
      Optional<String> ledgerText,
      Set<String> reserved,
      Set<String> uncommitted) {
    this(
        files,
        base,
        ledger,
        ledgerText,
        reserved,
        uncommitted,
        NotSecrets.none(),
        RuleFolders.BY_NUMBER);
  }

  Optional<BaseRule> agreed(RuleId id) {
    return base.read().apply(id);
  }

  /** The rule as Git has it: what its file says, before what the base remembers. */
  List<Rule> references(RuleId id, Optional<RuleFile> file) {
    List<Rule> references = new ArrayList<>();
    file.ifPresent(f -> references.add(f.rule()));
    agreed(id).ifPresent(entry -> references.add(entry.rule()));
    return references;
  }

  /** The names that mean something already. */
  Set<SecretName> secretNames() {
    Set<SecretName> names = new TreeSet<>(ledger.entries().keySet());
    files.forEach(file -> names.addAll(Rendering.secretsIn(file.rule())));
    return names;
  }

  boolean hasUncommitted(RuleFile file) {
    return uncommitted.contains(file.path())
        || file.templatePath().filter(uncommitted::contains).isPresent();
  }
}
