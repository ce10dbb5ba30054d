package dev.rulekeeper.cli;

import dev.rulekeeper.json.ExactJson;
import dev.rulekeeper.report.ExpiryReport;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.SecretUsage;
import dev.rulekeeper.report.TokenMatching;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.workflow.LedgerCommit;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.OrganizationAccess;
import dev.rulekeeper.workflow.Session;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which secrets expire soon, by the ledger and by the organization. */
@Command(
    name = "expiring",
    mixinStandardHelpOptions = true,
    description =
        "Lists the secrets that expire soon or have expired; exit 8 where there are some.")
final class SecretsExpiringCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      defaultValue = "30d",
      description = "How soon is soon, like 30d (default: ${DEFAULT-VALUE}).")
  private String within = "30d";

  @Mixin private OrganizationOptions organization = new OrganizationOptions();

  @Option(
      names = "--write",
      description =
          "Write what the organization says into secrets.yaml; what a person wrote there stays.")
  private boolean write;

  @Mixin private CommitOptions commit = new CommitOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsExpiringCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    Ledger ledger = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
    SortedMap<SecretName, List<SecretUsage.Row>> uses = SecretUsage.in(repository.ruleFiles());
    TokenMatching listing =
        organization.asked()
            ? TokenMatching.of(ledger, uses, OrganizationAccess.tokens(console))
            : new TokenMatching(new TreeMap<>());
    Ledger learned = listing.in(ledger);
    ledger.doubts(listing.expiries()).forEach(doubt -> console.say("Warning: " + doubt));
    LocalDate today = console.today();
    ExpiryReport report =
        ExpiryReport.of(
                learned,
                uses,
                listing.warnings(console.clock().instant()),
                today,
                today.plusDays(days()))
            .calling(NamesCache.of(repository, common.site()));
    console.print(shown(report));
    if (write) {
      keep(learned);
    } else {
      listing.proposals().forEach(console::say);
    }
    return (report.rows().isEmpty() ? ExitCode.DONE : ExitCode.FOUND).number();
  }

  private void keep(Ledger learned) {
    try (Session session = common.open(console)) {
      if (LedgerCommit.write(session, learned, commit.request(), "Note when API tokens expire")) {
        console.say("secrets.yaml says now what the organization says.");
      }
    }
  }

  private long days() {
    return Days.parse(within, "--within");
  }

  private String shown(ExpiryReport report) {
    if (format == OutputFormat.JSON) {
      return ExactJson.writePretty(report.json()) + "\n";
    }
    if (report.rows().isEmpty()) {
      return "No secret of the ledger expires within " + Count.of(days(), "day") + ".\n";
    }
    return format == OutputFormat.MARKDOWN ? report.markdown() : report.text(common.style(console));
  }
}
