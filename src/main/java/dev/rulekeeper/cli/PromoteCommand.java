package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.report.PromotionOutput;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.ruleset.Promotion;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SitePlan;
import dev.rulekeeper.workflow.UncommittedFiles;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prepares rules of one site for another. */
@Command(
    name = "promote",
    mixinStandardHelpOptions = true,
    description =
        "Shows which rules of one site would go to another, gives new ones an id there, and writes "
            + "what is missing as TODO into sites/<to>.yaml. Sends nothing: sync --site does.")
final class PromoteCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(names = "--from", required = true, paramLabel = "SITE", description = "The site now.")
  private String from = "";

  @Option(names = "--to", required = true, paramLabel = "SITE", description = "The other site.")
  private String to = "";

  @Option(names = "--offline", description = "Only write the mapping; ask no site for the plan.")
  private boolean offline;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  PromoteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (from.equals(to)) {
      throw new CliException(
          ExitCode.USAGE, "--from and --to are the same site", "name two sites of rulekeeper.yaml");
    }
    Promotion promotion;
    try (Session source = common.open(console, Optional.of(from));
        Session target = common.open(console, Optional.of(to))) {
      promotion =
          Promotion.of(
              source.siteRules(),
              target.siteRules(),
              source.siteRules().numbered(target.repository().ruleFiles()),
              select.filter().selection(source),
              () -> RuleId.create(console.clock(), new SecureRandom()));
      promotion
          .mapping()
          .ifPresent(
              text -> UncommittedFiles.write(target.repository(), Map.of(promotion.path(), text)));
    }
    if (format == OutputFormat.TEXT) {
      console.print(PromotionOutput.text(from, to, promotion));
    }
    Optional<Plan> plan =
        offline || !promotion.todo().isEmpty() || promotion.rules().isEmpty()
            ? Optional.empty()
            : Optional.of(plan(promotion));
    console.print(
        format == OutputFormat.JSON
            ? PromotionOutput.json(from, to, promotion, plan)
            : plan.map(made -> PlanText.of(made, PlanContext.unknown(), common.style(console)))
                .orElse(""));
    return ExitCode.DONE.number();
  }

  /** What sync would do with these rules; the mapping is read again, as it was just written. */
  private Plan plan(Promotion promotion) {
    try (Session session = common.open(console, Optional.of(to))) {
      Selection moved =
          Selection.of(promotion.rules().stream().map(rule -> rule.target().toString()).toList());
      return SitePlan.with(
          session, secretOptions.text(console, common), planning.options().of(moved));
    }
  }
}
