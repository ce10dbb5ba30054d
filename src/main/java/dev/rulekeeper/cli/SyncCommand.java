package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.workflow.NamesCache;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SiteSync;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the site what Git says. */
@Command(
    name = "sync",
    mixinStandardHelpOptions = true,
    description = "Puts edits and rotated secrets onto the site.")
final class SyncCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();
  @Mixin private RememberedValueOptions older = new RememberedValueOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Mixin private ReviewOptions review = new ReviewOptions();
  @Mixin private WritingOptions writing = new WritingOptions();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  SyncCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = common.open(console)) {
      Path directory = common.directory(console);
      RunEnding ending =
          SiteSync.run(
              session,
              secretOptions.text(console, directory),
              new SiteSync.Request(
                  options(directory), select.filter(), writing.options(), commit.request()),
              new Review(session));
      return ExitCode.of(ending).number();
    }
  }

  /** A plan whose id is asked for must look at every rule, as `plan` does. */
  private PlanOptions options(Path directory) {
    return planning
        .options()
        .with(PlanOptions.Choice.SAMPLE, !review.namesId())
        .knowing(older.read(console, directory));
  }

  /** Shows what is going to be done and what was, and stops what nobody wanted. */
  private final class Review implements SiteSync.Reviewer {
    private final Session session;

    Review(Session session) {
      this.session = session;
    }

    @Override
    public void planned(Plan plan) {
      PlanContext context = PlanContext.unknown().calling(NamesCache.of(session));
      console.say(PlanText.of(plan, context, common.style(console)));
      review.refuseOther(plan, common.directory(console));
      planning.refuseDrift(plan);
    }

    @Override
    public void written(SyncReport report, Optional<String> branch) {
      console.print(SyncOutput.of(report, session.repeats(), branch, format));
    }
  }
}
