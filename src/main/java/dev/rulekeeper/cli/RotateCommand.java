package dev.rulekeeper.cli;

import dev.rulekeeper.report.CiSecretAdvice;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.workflow.RotationResult;
import dev.rulekeeper.workflow.RotationRun;
import dev.rulekeeper.workflow.Session;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Parameters(paramLabel = "NAME", arity = "0..*", description = "The names of the secrets.")
  private List<String> names = List.of();

  @Option(
      names = "--expiring",
      paramLabel = "DAYS",
      description = "Also those that expire this soon by secrets.yaml, like 30d.")
  private @Nullable String expiring;

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
      SortedSet<SecretName> wanted = wanted(session.ledger(), session.site().name());
      RotationRun run =
          RotationRun.prepare(
              session,
              new RotationRun.Request(
                  wanted,
                  secretOptions.text(console, directory),
                  (wanting, map) -> newValues.read(console, directory, wanting, map),
                  old),
              writing.options());
      if (!skipCheck) {
        run.check();
      }
      RotationResult result = run.rotate(keepWritten);
      if (result.written()) {
        result = result.dated(run.keepExpiry(commit.request()));
      }
      console.print(format == OutputFormat.JSON ? result.json() : result.text());
      if (format != OutputFormat.JSON && result.written()) {
        console.print(advice(run.unknownToMap()));
      }
      return ExitCode.of(result).number();
    }
  }

  /** Where CI has to get the new values of {@code unknown}, too. */
  private String advice(Set<SecretName> unknown) {
    return unknown.isEmpty()
        ? ""
        : CiSecretAdvice.text(CiSecretAdvice.variables(unknown, console.variables().keySet()));
  }

  private SortedSet<SecretName> wanted(Ledger ledger, SiteName site) {
    SortedSet<SecretName> wanted = new TreeSet<>();
    names.forEach(name -> wanted.add(new SecretName(name)));
    if (expiring != null) {
      LocalDate last = console.today().plusDays(Days.parse(expiring, "--expiring"));
      wanted.addAll(ledger.expiringBy(last, site));
    }
    if (wanted.isEmpty()) {
      throw new CliException(
          ExitCode.USAGE,
          expiring == null
              ? "which secret is to be rotated?"
              : "no secret of the ledger expires within " + expiring,
          "name one: rulekeeper secrets list");
    }
    return wanted;
  }
}
