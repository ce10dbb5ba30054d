package dev.rulekeeper.cli;

import dev.rulekeeper.adopt.SecretRename;
import dev.rulekeeper.file.FileChanges;
import dev.rulekeeper.report.RenameOutput;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.workflow.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a secret another name. */
@Command(
    name = "rename",
    mixinStandardHelpOptions = true,
    description =
        "Renames a secret in ledger, rule files, templates and secrets.env.example, in one commit. "
            + "Where NEW exists already, the two become one.")
final class SecretsRenameCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Parameters(index = "0", paramLabel = "OLD", description = "The name it has.")
  private String old = "";

  @Parameters(index = "1", paramLabel = "NEW", description = "The name it is to have.")
  private String fresh = "";

  SecretsRenameCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SecretName from = new SecretName(old);
    SecretName to = new SecretName(fresh);
    try (Session session = common.open(console)) {
      FileChanges changes =
          SecretRename.changes(session.repository().files(), session.ledgerFile(), from, to);
      boolean merged = session.secretNames(session.ruleFiles()).contains(to);
      commit.request().apply(session, changes, "Rename the secret " + from + " to " + to + "\n");
      console.print(RenameOutput.text(from, to, changes.count(), merged));
      return ExitCode.DONE.number();
    }
  }
}
