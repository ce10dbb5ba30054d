package dev.rulekeeper.cli;

import java.util.Arrays;
import java.util.Set;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command itself: holds the others. */
@Command(
    name = "rulekeeper",
    description = "Keeps Atlassian automation rules in Git, without their secrets.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      InitCommand.class,
      DoctorCommand.class,
      ExportCommand.class,
      PlanCommand.class,
      SyncCommand.class,
      RotateCommand.class,
      UndoCommand.class,
      RunsCommand.class,
      ReportCommand.class,
      NamesCommand.class,
      LintCommand.class,
      FmtCommand.class,
      NewCommand.class,
      TemplateCommand.class,
      PromoteCommand.class,
      SchemaCommand.class,
      SecretsCommand.class,
      SandboxCommand.class,
      DemoCommand.class,
      CompletionCommand.class,
      GenerateCompletion.class,
      CompleteCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done; plan: no changes, or changes without --exit-code",
      "1:failed (site, network, Git, files; the base cannot be read)",
      "2:usage, a --select that fits no rule, or an invalid rule file, ledger or configuration",
      "3:plan --exit-code: changes pending",
      "4:conflict, drift in the way, an unproven place of a secret, a stale plan or one that was"
          + " not reviewed, another run that holds the lock, or --push from a clone that is behind",
      "5:partly applied: some rules done, some not",
      "6:a secret would have leaked: refused, nothing written",
      "7:blocked by a guard (threshold, prune, egress, connection)",
      "8:secrets expiring, check or verify, or rotate found something"
    })
final class RulekeeperCommand implements Runnable {
  private static final Set<String> VERSION = Set.of("--version", "-V");

  /** These look at all the others. */
  private static final Set<Class<?>> OF_ALL =
      Set.of(CompletionCommand.class, GenerateCompletion.class, CompleteCommand.class);

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command? Start with: rulekeeper demo");
  }

  /**
   * The command line for {@code args}. To make out of thirty commands what picocli knows of them
   * takes longer than most of them run, so where the arguments name one, it is the only one.
   */
  static CommandLine line(CommandFactory factory, String... args) {
    Command all = RulekeeperCommand.class.getAnnotation(Command.class);
    String first = args.length == 0 ? "" : args[0];
    if (asksForVersion(args)) {
      return new CommandLine(alone(all), factory);
    }
    return Arrays.stream(all.subcommands())
        .filter(type -> type.getAnnotation(Command.class).name().equals(first))
        .filter(type -> !OF_ALL.contains(type))
        .findFirst()
        .map(
            type ->
                new CommandLine(alone(all).addSubcommand(first, new CommandLine(type, factory))))
        .orElseGet(() -> new CommandLine(new RulekeeperCommand(), factory));
  }

  /** Whether {@code args} ask for the version and for nothing else. */
  static boolean asksForVersion(String... args) {
    return args.length == 1 && VERSION.contains(args[0]);
  }

  private static CommandSpec alone(Command all) {
    return CommandSpec.create()
        .name(all.name())
        .versionProvider(new Version())
        .mixinStandardHelpOptions(true);
  }
}
