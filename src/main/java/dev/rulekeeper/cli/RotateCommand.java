package dev.rulekeeper.cli;

import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.workflow.RotationResult;
import dev.rulekeeper.workflow.RotationRun;
import dev.rulekeeper.workflow.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Rotates secrets from the new value to the proof that the old one is gone. */
@Command(
    name = "rotate",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the new value of a secret wherever the site has the old one: tries it out, writes one"
          + " rule and looks at it, writes the others, reads the whole site to prove it, and notes"
          + " in secrets.yaml when it expires.",
      "Where the value is refused nothing is written, and where a rule does not take it everything"
          + " that was written is put back. Leave the old value valid until the end; exit 8 where"
          + " it is not safe to revoke it yet."
    })
final class RotateCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Mixin private RotatedSecretOptions rotated = new RotatedSecretOptions();
  @Mixin private NewValueOptions newValues = new NewValueOptions();

  @Option(
      names = "--old-from-env",
      paramLabel = "[NAME=]VAR",
      description =
          "The environment variable that holds the old value, to prove that it is gone; the value"
              + " of the secret map is taken where it is another one than the new.")
  private List<String> old = List.of();

  @Option(
      names = "--skip-check",
      description = "Do not try the new value out with the check of secrets.yaml.")
  private boolean skipCheck;

  @Option(
      names = "--keep-written",
      description =
          "Where a rule after the first does not take the new value, go on, and leave it in those"
              + " that took it, instead of putting everything back.")
  private boolean keepWritten;

  @Mixin private WritingOptions writing = new WritingOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  RotateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path directory = common.directory(console);
    try (Session session = common.open(console)) {
      RotationRun run =
          RotationRun.prepare(
              session,
              new RotationRun.Request(
                  rotated.names(console, session),
                  secretOptions.text(console, directory),
                  (wanting, map) -> newValues.read(console, directory, wanting, map),
                  old),
              writing.options());
      if (!skipCheck) {
        run.check();
      }
      RotationResult result = run.rotate(keepWritten, commit.request());
      console.print(
          format == OutputFormat.JSON ? result.json() : result.text() + run.advice(result));
      return ExitCode.of(result).number();
    }
  }
}
