package dev.rulekeeper.adopt;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.ruleset.Schema;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.yaml.Yaml;
import java.util.Optional;

/**
 * {@code secrets.yaml}.
 *
 * @param ledger what it says; empty where there is no file
 * @param text how it says it, where there is a file
 */
public record LedgerFile(Ledger ledger, Optional<String> text) {
  /** The text that says {@code changed}; comments stay. */
  public String saying(Ledger changed) {
    JsonNode tree = changed.write();
    return text.map(before -> Yaml.rewrite(RuleRepository.LEDGER, before, tree))
        .orElseGet(() -> Schema.header(RuleRepository.LEDGER) + Yaml.write(tree));
  }
}
