package dev.rulekeeper.adopt;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.placeholder.Tag;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RepositoryFiles;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Another name for a secret, wherever a repository has it. */
public final class SecretRename {
  private SecretRename() {}

  /**
   * The files that change, by path. Tags have one spelling, so replacing their text is exact;
   * comments and layout stay.
   *
   * @throws AdoptionException if neither a file nor the ledger has {@code from}
   */
  public static FileChanges changes(
      RepositoryFiles repository, LedgerFile ledger, SecretName from, SecretName to) {
    Map<String, String> changes = new TreeMap<>();
    String before = Tag.secret(from.value()).toString();
    String after = Tag.secret(to.value()).toString();
    for (String folder : List.of("rules", "templates", "sites")) {
      for (String path : repository.in(folder, Integer.MAX_VALUE, name -> true)) {
        String text = repository.text(path);
        if (text.contains(before)) {
          changes.put(path, text.replace(before, after));
        }
      }
    }
    if (changes.isEmpty() && !ledger.ledger().entries().containsKey(from)) {
      throw new AdoptionException(
          AdoptionException.Kind.UNKNOWN,
          "no file and no ledger entry has the secret '" + from + "'",
          List.of(),
          "see the names with: rulekeeper secrets list");
    }
    Ledger renamed = ledger.ledger().renamed(from, to);
    if (!renamed.equals(ledger.ledger())) {
      changes.put(RuleRepository.LEDGER, ledger.saying(renamed));
    }
    return FileChanges.writing(changes)
        .with(
            repository
                .textIfThere(SecretMapTemplate.PATH)
                .map(text -> SecretMapTemplate.reading(text).renamed(from, to).insteadOf(text))
                .orElseGet(FileChanges::none));
  }
}
