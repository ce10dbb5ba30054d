package dev.rulekeeper.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is done with templates. */
@Command(
    name = "template",
    mixinStandardHelpOptions = true,
    description = "Makes templates of rules that are alike.",
    subcommands = TemplateExtractCommand.class)
final class TemplateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one? rulekeeper template extract FILE… --name NAME");
  }
}
