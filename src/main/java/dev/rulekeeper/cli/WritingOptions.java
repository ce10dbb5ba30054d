package dev.rulekeeper.cli;

import dev.rulekeeper.ruleset.Configuration;
import java.time.Duration;
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

  Duration lockTimeout() {
    return Duration.ofSeconds(lockTimeout);
  }

  /** The thresholds of the configuration, as far as this run does not set them. */
  Configuration.Guards guards(Configuration.Guards configured) {
    if (maxChanges == null) {
      return configured;
    }
    String number =
        maxChanges.endsWith("%") ? maxChanges.substring(0, maxChanges.length() - 1) : maxChanges;
    try {
      return new Configuration.Guards(Integer.parseInt(number), configured.maxChangesMinimum());
    } catch (NumberFormatException e) {
      throw new CliException(
          ExitCode.USAGE,
          "--max-changes " + maxChanges + " is no percentage",
          "write it like --max-changes 50%");
    }
  }
}
