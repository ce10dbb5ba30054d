package dev.rulekeeper.cli;

import dev.rulekeeper.workflow.RunOptions;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that writes to a site. */
final class WritingOptions {
  @Option(
      names = "--max-changes",
      paramLabel = "N%",
      description = "Allow this share of rules to change their content at once.")
  private @Nullable String maxChanges;

  @Option(
      names = "--lock-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for another run (default: ${DEFAULT-VALUE}).")
  private int lockTimeout;

  @Option(
      names = "--break-lock",
      paramLabel = "RUN",
      description = "Take the lock away from this run, which is dead.")
  private @Nullable String breakLock;

  RunOptions options() {
    return new RunOptions(
        Optional.ofNullable(maxChanges).map(WritingOptions::percentage),
        Duration.ofSeconds(lockTimeout),
        Optional.ofNullable(breakLock));
  }

  private static int percentage(String text) {
    try {
      return Integer.parseInt(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
    } catch (NumberFormatException e) {
      throw new CliException(
          ExitCode.USAGE,
          "--max-changes " + text + " is no percentage",
          "write it like --max-changes 50%");
    }
  }
}
