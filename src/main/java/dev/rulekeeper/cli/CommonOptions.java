package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.report.TextStyle;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SessionOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that works in a rule repository. */
final class CommonOptions {
  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "Work in this folder instead of the current one; names of files begin there.")
  private @Nullable Path directory;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "The site, by its name in rulekeeper.yaml; plan takes several.")
  private List<String> sites = List.of();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      defaultValue = "16",
      description = "The most requests in flight (default: ${DEFAULT-VALUE}).")
  private int jobs;

  @Option(
      names = "--request-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "How long one answer may take before it is asked again (default: ${DEFAULT-VALUE}).")
  private int requestTimeout;

  @Option(names = "--no-progress", description = "Show no progress bar.")
  private boolean noProgress;

  @Option(
      names = {"-v", "--verbose"},
      description = "Leave nothing out of a plan, and say every request on stderr, without bodies.")
  private boolean verbose;

  Path directory(Console console) {
    return directory == null
        ? console.directory()
        : console.directory().resolve(directory).normalize();
  }

  /** The one site that was named, if any. */
  Optional<String> site() {
    if (sites().size() > 1) {
      throw new CliException(
          ExitCode.USAGE,
          "this command works for one site at a time",
          "give one --site, and run it once for each");
    }
    return sites().stream().findFirst();
  }

  /** The sites that were named, each once. */
  List<String> sites() {
    return sites.stream().distinct().toList();
  }

  /** Opens the rule repository that the user stands in; no site is asked yet. */
  Session open(Console console) {
    return open(console, site());
  }

  /** As the other, for the site of this name. */
  Session open(Console console, Optional<String> site) {
    return Session.open(
        console,
        new SessionOptions(
            directory(console),
            site,
            Math.max(1, jobs),
            Duration.ofSeconds(Math.max(1, requestTimeout)),
            verbose,
            () ->
                console.terminal() && !noProgress
                    ? TerminalProgress.onStandardError(console.colour())
                    : Progress.SILENT));
  }

  /** How text is to look on standard output, or on standard error beside it. */
  TextStyle style(Console console) {
    return new TextStyle(TerminalSize.columns(console), console.colour(), verbose);
  }

  boolean verbose() {
    return verbose;
  }
}
