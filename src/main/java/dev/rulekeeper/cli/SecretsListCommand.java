package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.report.SecretUses;
import dev.rulekeeper.report.Table;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.rule.SiteName;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
import dev.rulekeeper.secret.map.SecretMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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

  private record Row(
      SecretName name,
      long rules,
      int places,
      Optional<Ledger.Entry> entry,
      List<SecretName> sharing) {
    String note() {
      if (entry.isEmpty()) {
        return "undeclared";
      }
      return places == 0 ? "unused" : "";
    }

    /** The note and the names with the same value, for a reader. */
    String notes() {
      List<String> notes = new ArrayList<>();
      if (!note().isEmpty()) {
        notes.add(note());
      }
      if (!sharing.isEmpty()) {
        notes.add(
            "same value as " + String.join(", ", sharing.stream().map(SecretName::value).toList()));
      }
      return String.join("; ", notes);
    }

    String owner() {
      return entry.flatMap(Ledger.Entry::owner).orElse("");
    }

    String expires() {
      return entry.flatMap(Ledger.Entry::expires).map(Object::toString).orElse("");
    }

    String hosts() {
      return entry.map(e -> String.join(", ", e.hosts())).orElse("");
    }
  }

  @Override
  public Integer call() {
    RuleRepository repository = RuleRepository.open(common.directory(console));
    List<RuleFile> files = repository.ruleFiles();
    SortedMap<SecretName, List<SecretUses.Row>> uses = SecretUses.in(files);
    Ledger ledger = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
    SortedSet<SecretName> names = new TreeSet<>(uses.keySet());
    names.addAll(ledger.entries().keySet());
    SecretMap secrets = secrets(repository, names);
    List<Row> rows =
        names.stream()
            .map(
                name -> {
                  List<SecretUses.Row> places = uses.getOrDefault(name, List.of());
                  return new Row(
                      name,
                      places.stream().map(row -> row.file().rule().id()).distinct().count(),
                      places.size(),
                      Optional.ofNullable(ledger.entries().get(name)),
                      sharing(name, secrets));
                })
            .toList();
    console.print(format == OutputFormat.JSON ? json(rows) : table(rows));
    return ExitCode.DONE.number();
  }

  /** The secret map, where one is given: nothing needs it, it only tells more. */
  private SecretMap secrets(RuleRepository repository, SortedSet<SecretName> names) {
    Configuration configuration = repository.configuration();
    Optional<SiteName> site = common.site().map(SiteName::new).or(configuration::defaultSite);
    Set<SiteName> others = new TreeSet<>(configuration.sites().keySet());
    site.ifPresent(others::remove);
    return secretOptions.read(console, common.directory(console), names, site, others);
  }

  private static List<SecretName> sharing(SecretName name, SecretMap secrets) {
    return secrets.value(name).isEmpty()
        ? List.of()
        : secrets.names().stream()
            .filter(other -> !other.equals(name))
            .filter(other -> secrets.value(other).equals(secrets.value(name)))
            .toList();
  }

  private String table(List<Row> rows) {
    Table table = new Table("SECRET", "RULES", "PLACES", "OWNER", "EXPIRES", "HOSTS", "NOTE");
    rows.forEach(
        row ->
            table.add(
                row.name().value(),
                Long.toString(row.rules()),
                Integer.toString(row.places()),
                row.owner(),
                row.expires(),
                row.hosts(),
                row.notes()));
    return format == OutputFormat.MARKDOWN ? table.markdown() : table.text();
  }

  private static String json(List<Row> rows) {
    ArrayNode list = ExactJson.array();
    for (Row row : rows) {
      ObjectNode node =
          list.addObject()
              .put("name", row.name().value())
              .put("rules", row.rules())
              .put("places", row.places())
              .put("owner", row.owner())
              .put("expires", row.expires())
              .put("note", row.note());
      ArrayNode sharing = node.putArray("sharesValueWith");
      row.sharing().forEach(other -> sharing.add(other.value()));
      ArrayNode hosts = node.putArray("hosts");
      row.entry().ifPresent(entry -> entry.hosts().forEach(hosts::add));
    }
    return ExactJson.writePretty(list) + "\n";
  }
}
