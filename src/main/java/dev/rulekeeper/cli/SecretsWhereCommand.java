package dev.rulekeeper.cli;

import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.SecretPlaces;
import dev.rulekeeper.report.SecretUsage;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.workflow.NamesCache;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says where a secret is used. */
@Command(
    name = "where",
    mixinStandardHelpOptions = true,
    description = "Says which rules use a secret, in which field, and where it is sent.")
final class SecretsWhereCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The name of the secret.")
  private String name = "";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsWhereCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    List<RuleFile> files = repository.ruleFiles();
    SortedMap<SecretName, List<SecretUsage.Row>> uses = SecretUsage.in(files);
    SecretName wanted = new SecretName(name);
    Ledger ledger = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
    List<SecretUsage.Row> rows = uses.getOrDefault(wanted, List.of());
    if (rows.isEmpty() && !ledger.entries().containsKey(wanted)) {
      throw new CliException(
          ExitCode.USAGE,
          "no rule and no ledger entry has the secret '" + name + "'",
          "known are: "
              + String.join(", ", uses.keySet().stream().map(SecretName::value).toList()));
    }
    console.print(
        new SecretPlaces(wanted, rows)
            .in(format, NamesCache.of(repository, common.site()), common.style(console)));
    return ExitCode.DONE.number();
  }
}
