package dev.rulekeeper.cli;

import dev.rulekeeper.setup.NewSite;
import dev.rulekeeper.setup.RepositorySetup;
import dev.rulekeeper.setup.ShellWord;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets up a rule repository. */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    description = "Sets up a rule repository for a site, in a new or an existing Git repository.")
final class InitCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = {"-C", "--directory"},
      paramLabel = "DIR",
      description = "The folder to set up; made where it is missing.")
  private @Nullable Path directory;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The site, like https://acme.atlassian.net.")
  private @Nullable String url;

  @Option(
      names = "--site",
      paramLabel = "NAME",
      description = "What to call the site; by default the first word of its host.")
  private @Nullable String site;

  @Option(
      names = "--product",
      defaultValue = "jira",
      description = "jira or confluence (default: ${DEFAULT-VALUE}).")
  private String product = "jira";

  @Option(names = "--no-commit", description = "Write the files and commit nothing.")
  private boolean noCommit;

  @Mixin private PipelineOptions pipelines = new PipelineOptions();

  InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path root =
        directory == null
            ? console.directory()
            : console.directory().resolve(directory).normalize();
    RepositorySetup setup = new RepositorySetup(root, hookCommand(), pipelines.choice(), !noCommit);
    RepositorySetup.Done done = setup.isDone() ? complete(setup) : create(setup);
    done.keptHook().ifPresent(kept -> console.say("Note: " + kept));
    console.print(done.checklist());
    return ExitCode.DONE.number();
  }

  private RepositorySetup.Done create(RepositorySetup setup) {
    NewSite named = NewSite.of(url == null ? ask() : url, Optional.ofNullable(site), product);
    RepositorySetup.Done done = setup.create(named);
    console.print(
        """
        Set up for %s at %s. Next:
          export ATLASSIAN_EMAIL=… ATLASSIAN_API_TOKEN=…
          rulekeeper export%s --secrets-out ../secrets.env
        """
            .formatted(named.name(), named.url(), directory == null ? "" : " -C " + directory));
    return done;
  }

  private RepositorySetup.Done complete(RepositorySetup setup) {
    if (url != null || site != null) {
      throw new CliException(
          ExitCode.USAGE,
          setup.root().getFileName() + " is a rule repository already: it has a rulekeeper.yaml",
          "add the site there by hand, or choose another folder with -C DIR");
    }
    RepositorySetup.Done done = setup.complete();
    console.print(
        "Set up already, so only the pre-commit hook of this clone was installed"
            + pipelines.path().map(path -> ", and " + path + " written").orElse("")
            + ".\n");
    return done;
  }

  /** How this program was started: by the launcher, else as a jar. */
  private String hookCommand() {
    Optional<String> launcher = console.variable("RULEKEEPER_LAUNCHER");
    if (launcher.isPresent()) {
      return ShellWord.quoted(launcher.get());
    }
    String program =
        InitCommand.class.getProtectionDomain().getCodeSource().getLocation().getPath();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return program.endsWith(".jar")
        ? ShellWord.quoted(java) + " -jar " + ShellWord.quoted(program)
        : "rulekeeper";
  }

  private String ask() {
    if (!console.terminal()) {
      throw new CliException(
          ExitCode.USAGE,
          "init needs to know the site",
          "give it with --url https://acme.atlassian.net");
    }
    return console.ask("Which site? (like https://acme.atlassian.net)");
  }
}
