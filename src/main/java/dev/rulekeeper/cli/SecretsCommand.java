package dev.rulekeeper.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is known of secrets. */
@Command(
    name = "secrets",
    mixinStandardHelpOptions = true,
    description = "Says which secrets the rules use, and where.",
    subcommands = {
      SecretsListCommand.class,
      SecretsWhereCommand.class,
      SecretsAdoptCommand.class,
      SecretsIgnoreCommand.class,
      SecretsRenameCommand.class,
      SecretsExpiringCommand.class,
      SecretsCheckCommand.class,
      SecretsVerifyCommand.class
    })
final class SecretsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one? rulekeeper secrets list, or secrets where NAME");
  }
}
