package dev.rulekeeper.cli;

import dev.rulekeeper.adopt.FileAdoption;
import dev.rulekeeper.adopt.FoundCredential;
import dev.rulekeeper.report.AdoptionOutput;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SecretValue;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.workflow.FileAdoptionRun;
import dev.rulekeeper.workflow.SecretsOutFile;
import dev.rulekeeper.workflow.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes credentials that stand in clear in rule files out of them. */
@Command(
    name = "adopt",
    mixinStandardHelpOptions = true,
    description =
        "Replaces credentials that stand in clear in rule files by placeholders, and writes their"
            + " values to --secrets-out. Asks for names on a terminal; --all takes the suggested"
            + " ones.")
final class SecretsAdoptCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Mixin private AdoptedValueOptions known = new AdoptedValueOptions();

  @Option(names = "--all", description = "Adopt everything found under the suggested names.")
  private boolean all;

  @Option(
      names = "--doubt",
      paramLabel = "MARK",
      split = ",",
      description =
          "Adopt only what export or lint warned of under this mark, under the suggested name.")
  private List<String> doubts = List.of();

  @Option(
      names = "--secrets-out",
      paramLabel = "FILE",
      required = true,
      description = "Receives the values: .env, .yaml or .json, for you only.")
  private Path secretsOut = Path.of("");

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json; with json nothing is asked.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsAdoptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = common.open(console)) {
      List<RuleFile> files = session.ruleFiles();
      SecretsOutFile out = SecretsOutFile.named(secretsOut, session);
      SecretMap map = session.secrets(secretOptions.text(console, common), files);
      Map<SecretValue, SecretName> names =
          known.isGiven()
              ? known.read(console, session.secretNames(files))
              : found(session, files, map);
      FileAdoption adoption = FileAdoptionRun.of(session, files, names, out, commit.request());
      console.print(AdoptionOutput.of(adoption, known.nothing(), format));
      return ExitCode.DONE.number();
    }
  }

  /** What is certain, or with marks what they mean, under the names that the user wants. */
  private Map<SecretValue, SecretName> found(Session session, List<RuleFile> files, SecretMap map) {
    List<FoundCredential> all = FoundCredential.in(files);
    List<FoundCredential> wanted =
        doubts.isEmpty()
            ? all.stream().filter(FoundCredential::isCertain).toList()
            : FoundCredential.marked(all, doubts);
    Set<SecretName> taken = session.secretNames(files);
    Map<SecretValue, SecretName> suggested = FoundCredential.names(wanted, map, taken);
    if (suggested.isEmpty() || this.all || !doubts.isEmpty()) {
      return suggested;
    }
    if (!console.terminal() || format == OutputFormat.JSON) {
      throw new CliException(
          ExitCode.USAGE,
          "found " + Count.of(suggested.size(), "credential") + "; which names are they to get?",
          suggested.values().stream().map(SecretName::value).toList(),
          "take these names with --all, or run it on a terminal to choose others");
    }
    return new AdoptionDialogue(console, taken).names(suggested, wanted);
  }
}
