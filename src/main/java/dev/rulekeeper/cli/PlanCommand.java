package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanOutput;
import dev.rulekeeper.report.TextStyle;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.RuleFilter;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SitePlan;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
  @Mixin private RememberedValueOptions older = new RememberedValueOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();

  @Option(names = "--exit-code", description = "Exit 3 where changes are pending.")
  private boolean exitCode;

  @Option(
      names = "--offline",
      description =
          "Compare Git with what Git and site last agreed on; asks no site and needs no secret.")
  private boolean offline;

  @Option(
      names = "--without-base",
      description =
          "Do not read what Git and site last agreed on: edits in the browser then look like edits "
              + "in Git.")
  private boolean withoutBase;

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
    TextStyle style = common.style(console);
    if (sites.size() < 2) {
      Answer answer = plan(sites.stream().findFirst());
      console.print(PlanOutput.of(answer.plan(), answer.context(), format, style));
      return answer.exit().number();
    }
    // All are known before the first is asked.
    sites.forEach(site -> common.open(console, Optional.of(site)).close());
    List<Answer> answers = sites.stream().map(Optional::of).map(this::plan).toList();
    console.print(PlanOutput.of(answers.stream().map(Answer::ofSite).toList(), format, style));
    return answers.stream().map(Answer::exit).max(Comparator.naturalOrder()).orElseThrow().number();
  }

  /** A plan, what it was made from, and how the command ends because of it. */
  private record Answer(Plan plan, PlanContext context, ExitCode exit) {
    PlanOutput.OfSite ofSite() {
      return new PlanOutput.OfSite(plan, context);
    }
  }

  private Answer plan(Optional<String> site) {
    try (Session session = common.open(console, site)) {
      Path directory = common.directory(console);
      RuleFilter filter = select.filter();
      PlanOptions options = planning.options().knowing(older.read(console, directory));
      SitePlan made =
          SitePlan.of(
              session,
              secretOptions.text(console, directory),
              new SitePlan.Request(options, filter, offline, withoutBase));
      return new Answer(
          made.plan(),
          new PlanContext(
              session.workTree().head(),
              Optional.of(console.clock().instant()),
              NamesCache.of(session)),
          PlanExit.of(made, exitCode));
    }
  }
}
