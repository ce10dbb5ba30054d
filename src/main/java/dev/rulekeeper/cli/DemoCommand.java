package dev.rulekeeper.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Plays the whole story on the built-in site. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Exports, rotates a token and syncs on a built-in site, without any account.")
final class DemoCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description = "Leave the rule repository of the demo in this new folder.")
  private @Nullable Path keep;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return new Demo(console, keep == null ? null : console.directory().resolve(keep)).play();
  }
}
