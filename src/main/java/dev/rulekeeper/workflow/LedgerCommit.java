package dev.rulekeeper.workflow;

import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;

/** Writes the ledger where it says anything new; its comments stay. */
public final class LedgerCommit {
  private LedgerCommit() {}

  /** Writes {@code ledger} and commits it, unless nothing is new; says whether it was. */
  public static boolean write(
      Session session, Ledger ledger, CommitRequest commit, String message) {
    if (ledger.equals(session.ledger())) {
      return false;
    }
    String text = session.ledgerFile().saying(ledger);
    commit.apply(session, FileChanges.writing(RuleRepository.LEDGER, text), message + "\n");
    return true;
  }
}
