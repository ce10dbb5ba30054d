package dev.rulekeeper.cli;

import dev.rulekeeper.export.ConflictPolicy;
import dev.rulekeeper.export.Export;
import dev.rulekeeper.report.ExportOutput;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.workflow.Desired;
import dev.rulekeeper.workflow.ExportRun;
import dev.rulekeeper.workflow.SecretMapText;
import dev.rulekeeper.workflow.SecretsOutFile;
import dev.rulekeeper.workflow.Session;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings the rules of the site into Git. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = "Writes the rules of the site as files, without their secrets, and commits them.")
final class ExportCommand implements Callable<Integer> {
  private static final String UNPROVEN =
      " was edited on the site, and may hold an older value of a secret or an edit: its rule stays "
          + "as it is in Git. To settle it: sync with --with-old and the older value, or --rotate "
          + "NAME, or --on-drift ours";
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private CommitOptions commit = new CommitOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(
      names = "--on-drift",
      defaultValue = "fail",
      paramLabel = "POLICY",
      description =
          "What becomes of places edited in Git and on the site: fail, ours (Git's side stays) or "
              + "theirs (the site's is taken); default: ${DEFAULT-VALUE}.")
  private ConflictPolicy onConflict = ConflictPolicy.FAIL;

  @Option(
      names = "--secrets-out",
      paramLabel = "FILE",
      description =
          "Receives the values of secrets that had no name or no value: .env, .yaml or .json, for "
              + "you only.")
  private @Nullable Path secretsOut;

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Read the rules from an export of the UI or API bodies instead of the site.")
  private @Nullable Path from;

  @Option(names = "--full", description = "Read every rule, also those that did not change.")
  private boolean full;

  @Option(
      names = "--redacted-read",
      description =
          "Also read every rule as the site redacts it (one more request a rule): what the site "
              + "masks there is a secret, whatever it looks like.")
  private boolean redactedRead;

  @Option(
      names = "--name-folders",
      description =
          "Move rule files from folders such as rules/project-10336 to rules/SHOP, as Jira calls"
              + " the projects. What lies elsewhere stays there.")
  private boolean nameFolders;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  ExportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = common.open(console)) {
      Path directory = common.directory(console);
      SecretMapText secretMap = secretOptions.text(console, directory);
      if (from == null && (nameFolders || !session.repository().hasRuleFiles())) {
        session.learnProjects();
      }
      if (from == null) {
        session.readAhead(true);
      }
      Desired desired = session.desired(secretMap, from == null);
      Optional<SecretsOutFile> out =
          Optional.ofNullable(secretsOut).map(path -> SecretsOutFile.named(path, session));
      try (ExportRun run = new ExportRun(session, desired, onConflict)) {
        return exported(run, directory, out);
      }
    }
  }

  private int exported(ExportRun run, Path directory, Optional<SecretsOutFile> out) {
    if (nameFolders) {
      run.nameFolders();
    }
    Export export =
        from == null
            ? run.ofSite(select.filter(), full, redactedRead, out.isPresent())
            : run.ofFile(directory.resolve(from));
    Optional<String> id = run.write(export, out, commit.request(), common.verbose(), from == null);
    export.warnings().forEach(warning -> console.say("Warning: " + warning));
    export.unproven().forEach(place -> console.say("Unproven: " + place + UNPROVEN));
    console.print(ExportOutput.of(export, id, out.isPresent(), format));
    return (export.unproven().isEmpty() ? ExitCode.DONE : ExitCode.STALE).number();
  }
}
