package dev.rulekeeper.export;

import dev.rulekeeper.adopt.LedgerAdoption;
import dev.rulekeeper.adopt.LedgerFile;
import dev.rulekeeper.adopt.UnnamedCredential;
import dev.rulekeeper.base.BaseRule;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.yaml.Yaml;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an export would write: computed in full before the first byte is written.
 *
 * @param files path relative to the rule repository, to its new content, or to nothing for one to
 *     remove; only files that differ
 * @param fresh which of them are new, by the rules that they hold
 * @param adopted secrets that had no name or no value before, for {@code --secrets-out}
 * @param recovered what stands on the site for placeholders whose secret has no value, likewise
 * @param found where the adopted ones stood
 * @param warnings what a person should look at, one sentence each
 * @param unproven places that hold what may be an older value or an edit: their rules stay in Git
 *     as they are
 * @param message the message of the commit
 * @param base the rules as Git and site agree on them now
 * @param rules how many rules the site has
 */
public record Export(
    FileChanges files,
    Map<RuleId, String> fresh,
    SecretMap adopted,
    SecretMap recovered,
    List<UnnamedCredential> found,
    List<String> warnings,
    List<String> unproven,
    String message,
    Map<RuleId, BaseRule> base,
    int rules) {
  /** Copies what can be changed. */
  public Export {
    found = List.copyOf(found);
    warnings = List.copyOf(warnings);
    unproven = List.copyOf(unproven);
    base = Map.copyOf(base);
  }

  /**
   * This export with the dates of expiry that are known in the ledger, where they were not.
   *
   * @param git the ledger before
   * @param secrets the values that were known before
   * @param today the day in UTC
   */
  public Export dated(RepositorySnapshot git, SecretMap secrets, LocalDate today) {
    Optional<String> text = files.text(RuleRepository.LEDGER).or(git::ledgerText);
    Ledger ledger =
        text.map(yaml -> Ledger.read(Yaml.read(RuleRepository.LEDGER, yaml)))
            .orElseGet(git::ledger);
    LedgerAdoption adoption =
        new LedgerAdoption(ledger, warnings)
            .dated(
                secrets.with(recovered).with(adopted),
                base.values().stream().map(BaseRule::rule).toList(),
                today);
    FileChanges written =
        adoption.ledger().equals(ledger)
            ? files
            : files.with(
                FileChanges.writing(
                    RuleRepository.LEDGER, new LedgerFile(ledger, text).saying(adoption.ledger())));
    return new Export(
        written,
        fresh,
        adopted,
        recovered,
        found,
        adoption.warnings(),
        unproven,
        message,
        base,
        rules);
  }
}
