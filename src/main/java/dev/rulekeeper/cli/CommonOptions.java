package dev.rulekeeper.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works in a rule repository. */
final class CommonOptions {
  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "Work in this folder instead of the current one.")
  private @Nullable Path directory;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "The site, by its name in rulekeeper.yaml.")
  private @Nullable String site;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "16",
      description = "The most requests in flight (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(names = "--no-progress", description = "Show no progress bar.")
  private boolean noProgress;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say every request on stderr, without bodies.")
  private boolean verbose;

  Path directory(Console console) {
    return directory == null
        ? console.directory()
        : console.directory().resolve(directory).normalize();
  }

  Optional<String> site() {
    return Optional.ofNullable(site);
  }

  int jobs() {
    return Math.max(1, jobs);
  }

  boolean progress(Console console) {
    return console.terminal() && !noProgress;
  }

  boolean verbose() {
    return verbose;
  }
}
