package dev.rulekeeper.cli;

import dev.rulekeeper.report.Inventory;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SitePlan;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows at a glance which secrets expire when, and what they are in. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description =
        "Prints what expires when, which secret is in which rules, projects and hosts, and rules by"
            + " project and owner: one HTML page that loads nothing, or JSON. No value is in it.")
final class ReportCommand implements Callable<Integer> {
  /** The forms of a report. */
  enum Format {
    HTML,
    JSON
  }

  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();

  @Option(
      names = "--with-plan",
      description = "Ask the site, and show what was edited there and what sync would do.")
  private boolean withPlan;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "html",
      description = "html or json (default: ${DEFAULT-VALUE}).")
  private Format format = Format.HTML;

  ReportCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = common.open(console)) {
      List<RuleFile> files = withPlan ? session.ruleFilesAsking() : session.ruleFiles();
      Inventory inventory =
          Inventory.of(
                  session.site().name().value(),
                  files,
                  session.ledger(),
                  console.today(),
                  withPlan
                      ? Optional.of(SitePlan.careful(session, secretOptions.text(console, common)))
                      : Optional.empty())
              .calling(NamesCache.of(session));
      console.print(format == Format.HTML ? inventory.html() : inventory.jsonText());
      return ExitCode.DONE.number();
    }
  }
}
