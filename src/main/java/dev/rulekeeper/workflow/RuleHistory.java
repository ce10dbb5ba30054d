package dev.rulekeeper.workflow;

import dev.rulekeeper.git.FolderHistory;
import dev.rulekeeper.plan.DeletionCheck;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.RuleRepository;
import java.util.function.Function;

/** The rule files of a repository as its commits have them; read when it is asked for. */
final class RuleHistory implements DeletionCheck.History, AutoCloseable {
  private final Session session;
  private final Function<RuleId, String> idInFile;
  private @org.jspecify.annotations.Nullable FolderHistory commits;

  /**
   * The history for {@code session}.
   *
   * @param idInFile the id in the file of a rule of the site
   */
  RuleHistory(Session session, Function<RuleId, String> idInFile) {
    this.session = session;
    this.idInFile = idInFile;
  }

  private FolderHistory commits() {
    FolderHistory opened = commits;
    if (opened == null) {
      opened =
          session
              .workTree()
              .history(session.inWorkTree(RuleRepository.RULES), RuleRepository::idsIn);
      commits = opened;
    }
    return opened;
  }

  @Override
  public boolean hasNow(RuleId id) {
    return commits().hasNow(idInFile.apply(id));
  }

  @Override
  public boolean hadBefore(RuleId id) {
    return commits().hadBefore(idInFile.apply(id));
  }

  @Override
  public boolean isShallow() {
    return commits().isShallow();
  }

  @Override
  public void close() {
    if (commits != null) {
      commits.close();
    }
  }
}
