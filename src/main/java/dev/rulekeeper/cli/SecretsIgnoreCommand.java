package dev.rulekeeper.cli;

import dev.rulekeeper.adopt.Doubt;
import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.adopt.NotSecrets;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.workflow.DoubtAnswers;
import dev.rulekeeper.workflow.Session;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says of places that may hold a credential that they hold none. */
@Command(
    name = "ignore",
    mixinStandardHelpOptions = true,
    description =
        "Notes in not-secrets.yaml that a text which export or lint warned of is no credential.")
final class SecretsIgnoreCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "MARK",
      description = "The marks at the end of the warnings.")
  private List<String> marks = List.of();

  @Option(names = "--all", description = "Everything that lint warns of now.")
  private boolean all;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for whoever reviews it.")
  private @Nullable String reason;

  SecretsIgnoreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (all == !marks.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE, "give the marks of the warnings, or --all", "see them with: lint");
    }
    try (Session session = common.open(console)) {
      List<FoundCredential> found = FoundCredential.in(session.ruleFiles());
      List<Doubt> chosen =
          FoundCredential.doubts(all ? found : FoundCredential.marked(found, marks));
      int added =
          DoubtAnswers.ignore(session, chosen, Optional.ofNullable(reason), commit.request());
      console.print(
          added == 0
              ? "Nothing new: " + NotSecrets.FILE + " says so already.\n"
              : "Noted in " + NotSecrets.FILE + ": " + Count.of(added, "entry") + ".\n");
      return ExitCode.DONE.number();
    }
  }
}
