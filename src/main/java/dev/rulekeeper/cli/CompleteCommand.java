package dev.rulekeeper.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how a line that is being typed may go on; called by the scripts of {@code completion}. */
@Command(
    name = "__complete",
    hidden = true,
    description = "Prints how the last of the words may go on, one word a line.")
final class CompleteCommand implements Callable<Integer> {
  private final Console console;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "WORD", arity = "0..*", description = "The words after rulekeeper.")
  private List<String> words = List.of();

  CompleteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    new Completion(root, directory -> NamesInRepository.in(console, directory))
        .of(words)
        .forEach(word -> console.print(word + "\n"));
    return ExitCode.DONE.number();
  }
}
