package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.rulekeeper.report.SecretUses;
import dev.rulekeeper.report.Table;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says which secrets expire soon, by the dates of the ledger. */
@Command(
    name = "expiring",
    mixinStandardHelpOptions = true,
    description =
        "Lists the secrets that expire soon or have expired; exit 8 where there are some.")
final class SecretsExpiringCommand implements Callable<Integer> {
  private static final Pattern DAYS = Pattern.compile("([0-9]{1,4})d?");
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();

  @Option(
      names = "--within",
      paramLabel = "DAYS",
      defaultValue = "30d",
      description = "How soon is soon, like 30d (default: ${DEFAULT-VALUE}).")
  private String within = "30d";

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  SecretsExpiringCommand(Console console) {
    this.console = console;
  }

  private record Row(SecretName name, LocalDate expires, long days, int places, String owner) {}

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    SortedMap<SecretName, List<SecretUses.Row>> uses = SecretUses.in(repository.ruleFiles());
    Ledger ledger = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
    LocalDate today = LocalDate.ofInstant(console.clock().instant(), ZoneOffset.UTC);
    LocalDate last = today.plusDays(days());
    List<Row> rows =
        ledger.entries().entrySet().stream()
            .flatMap(
                entry ->
                    entry.getValue().expires().stream()
                        .filter(date -> !date.isAfter(last))
                        .map(
                            date ->
                                new Row(
                                    entry.getKey(),
                                    date,
                                    ChronoUnit.DAYS.between(today, date),
                                    uses.getOrDefault(entry.getKey(), List.of()).size(),
                                    entry.getValue().owner().orElse(""))))
            .sorted(Comparator.comparing(Row::expires).thenComparing(Row::name))
            .toList();
    console.print(format == OutputFormat.JSON ? json(rows) : table(rows));
    return (rows.isEmpty() ? ExitCode.DONE : ExitCode.FOUND).number();
  }

  private long days() {
    Matcher matcher = DAYS.matcher(within);
    if (!matcher.matches()) {
      throw new CliException(
          ExitCode.USAGE, "'" + within + "' is no number of days", "write it like --within 30d");
    }
    return Long.parseLong(matcher.group(1));
  }

  private String table(List<Row> rows) {
    if (rows.isEmpty()) {
      return "No secret of the ledger expires within " + days() + " days.\n";
    }
    Table table = new Table("SECRET", "EXPIRES", "DAYS LEFT", "PLACES", "OWNER");
    rows.forEach(
        row ->
            table.add(
                row.name().value(),
                row.expires().toString(),
                row.days() < 0 ? "expired" : Long.toString(row.days()),
                Integer.toString(row.places()),
                row.owner()));
    return format == OutputFormat.MARKDOWN ? table.markdown() : table.text();
  }

  private static String json(List<Row> rows) {
    ArrayNode list = ExactJson.array();
    rows.forEach(
        row ->
            list.addObject()
                .put("name", row.name().value())
                .put("expires", row.expires().toString())
                .put("daysLeft", row.days())
                .put("places", row.places())
                .put("owner", row.owner()));
    return ExactJson.writePretty(list) + "\n";
  }
}
