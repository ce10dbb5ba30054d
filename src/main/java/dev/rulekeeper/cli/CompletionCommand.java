package dev.rulekeeper.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Prints what makes a shell complete commands, options and the names of the rule repository. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description =
        "Prints a script for bash, zsh or fish that completes commands and options, and the names"
            + " of secrets, rules, runs and sites of the folder you stand in; asks no site.")
final class CompletionCommand implements Callable<Integer> {
  /** The shells that are known. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  private final Console console;

  @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
  private Shell shell = Shell.BASH;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String name = "completion." + shell.name().toLowerCase(Locale.ROOT);
    try (InputStream stream = CompletionCommand.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      console.print(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      return ExitCode.DONE.number();
    } catch (IOException e) {
      throw new CliException(ExitCode.FAILED, "cannot read " + name, "install rulekeeper again");
    }
  }
}
