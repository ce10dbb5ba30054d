package dev.rulekeeper.cli;

import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.SecretListing;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretDemand;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the secrets. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description =
        "Lists every secret: how many rules use it, its owner, when it expires; given the secret "
            + "map, also which ones share a value.")
final class SecretsListCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    SecretListing listing =
        SecretListing.of(
            repository.ruleFiles(),
            repository.ledger().map(Ledger::read).orElseGet(Ledger::empty),
            names -> secrets(repository, names));
    console.print(listing.in(format, common.style(console)));
    return ExitCode.DONE.number();
  }

  /** The secret map, where one is given: nothing needs it, it only tells more. */
  private SecretMap secrets(RuleRepository repository, SortedSet<SecretName> names) {
    Configuration configuration = repository.configuration();
    Optional<SiteName> site = common.site().map(SiteName::new).or(configuration::defaultSite);
    Set<SiteName> others = new TreeSet<>(configuration.sites().keySet());
    site.ifPresent(others::remove);
    return secretOptions
        .text(console, common.directory(console))
        .read(console, new SecretDemand(names, site, others));
  }
}
