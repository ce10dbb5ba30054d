package dev.rulekeeper.cli;

import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Guards;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.report.PlanDocument;
import dev.rulekeeper.report.PlanMarkdown;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.ruleset.RuleFile;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what a sync would do. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    description = "Shows what sync would change on the site, without secret values.")
final class PlanCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(names = "--exit-code", description = "Exit 3 where changes are pending.")
  private boolean exitCode;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text, json or markdown.")
  private OutputFormat format = OutputFormat.TEXT;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> sites = common.sites();
    if (sites.size() < 2) {
      Plan plan = plan(sites.stream().findFirst());
      console.print(render(plan));
      return exit(plan).number();
    }
    sites.forEach(site -> Session.open(console, common, Optional.of(site)).close());
    List<Plan> plans = sites.stream().map(Optional::of).map(this::plan).toList();
    console.print(
        format == OutputFormat.JSON
            ? ExactJson.writePretty(
                    ExactJson.array().addAll(plans.stream().map(PlanDocument::of).toList()))
                + "\n"
            : plans.stream().map(this::render).collect(Collectors.joining("\n")));
    return plans.stream().map(this::exit).max(Comparator.naturalOrder()).orElseThrow().number();
  }

  private Plan plan(Optional<String> site) {
    try (Session session = Session.open(console, common, site)) {
      List<RuleFile> files = session.ruleFiles();
      Planned planned =
          PlanInputs.of(session, session.connection(), files, session.secrets(secretOptions, files))
              .plan(console, planning.options(select.selection()));
      Guards.objections(planned, session.configuration().guards(), planning.prune())
          .forEach(
              objection ->
                  console.say(
                      "Warning: sync of "
                          + session.site().name()
                          + " would refuse this: "
                          + objection));
      select.warnOfNothing(console, planned.plan());
      History.of(session).unfinished().ifPresent(console::say);
      return planned.plan();
    }
  }

  private String render(Plan plan) {
    return switch (format) {
      case TEXT -> PlanText.of(plan);
      case JSON -> ExactJson.writePretty(PlanDocument.of(plan)) + "\n";
      case MARKDOWN -> PlanMarkdown.of(plan);
    };
  }

  private ExitCode exit(Plan plan) {
    if (plan.has(ChangeKind.BLOCKED)) {
      return ExitCode.BLOCKED;
    }
    if (plan.has(ChangeKind.CONFLICT)) {
      return ExitCode.STALE;
    }
    return exitCode && !plan.isEmpty() ? ExitCode.CHANGES : ExitCode.DONE;
  }
}
