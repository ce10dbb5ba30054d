package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.report.SecretUses;
import dev.rulekeeper.report.Table;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.rule.SecretName;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.RuleRepository;
import dev.rulekeeper.secret.ledger.Ledger;
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
    SortedMap<SecretName, List<SecretUses.Row>> uses = SecretUses.in(files);
    SecretName wanted = new SecretName(name);
    Ledger ledger = repository.ledger().map(Ledger::read).orElseGet(Ledger::empty);
    List<SecretUses.Row> rows = uses.getOrDefault(wanted, List.of());
    if (rows.isEmpty() && !ledger.entries().containsKey(wanted)) {
      throw new CliException(
          ExitCode.USAGE,
          "no rule and no ledger entry has the secret '" + name + "'",
          "known are: "
              + String.join(", ", uses.keySet().stream().map(SecretName::value).toList()));
    }
    console.print(render(wanted, rows));
    return ExitCode.DONE.number();
  }

  private String render(SecretName wanted, List<SecretUses.Row> rows) {
    if (format == OutputFormat.JSON) {
      return ExactJson.writePretty(json(wanted, rows)) + "\n";
    }
    Table table = new Table("RULE", "STATE", "SCOPE", "OWNER", "FIELD", "HOST", "FILE");
    for (SecretUses.Row row : rows) {
      table.add(
          row.file().rule().name(),
          row.state(),
          row.scope(),
          row.owner(),
          row.use().field(),
          row.use().host(),
          row.file().where(row.use().pointer()));
    }
    long rules = rows.stream().map(row -> row.file().rule().id()).distinct().count();
    String count = wanted + ": " + rows.size() + " place(s) in " + rules + " rule(s)\n";
    return format == OutputFormat.MARKDOWN ? count + "\n" + table.markdown() : table.text() + count;
  }

  private static ObjectNode json(SecretName wanted, List<SecretUses.Row> rows) {
    ObjectNode document = ExactJson.object().put("secret", wanted.value());
    ArrayNode uses = document.putArray("uses");
    for (SecretUses.Row row : rows) {
      ObjectNode use = uses.addObject();
      row.file().templatePath().ifPresent(template -> use.put("template", template));
      use.put("rule", row.file().rule().id().toString())
          .put("name", row.file().rule().name())
          .put("state", row.state())
          .put("scope", row.scope())
          .put("owner", row.owner())
          .put("pointer", row.use().pointer().toString())
          .put("field", row.use().field())
          .put("host", row.use().host())
          .put("file", row.file().path());
    }
    return document;
  }
}
