package dev.rulekeeper.cli;

import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.SyncReport;
import java.time.Instant;
import java.util.List;
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
  @Mixin private OlderValueOptions older = new OlderValueOptions();
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
    Instant begun = console.clock().instant();
    try (Session session = Session.open(console, common)) {
      // Before the files are read, since what is missing there is soon told.
      secretOptions.read(console, common.directory(console));
      session.access().connection();
      List<RuleFile> files = session.ruleFilesAsking();
      SecretMap secrets = session.secrets(secretOptions, files);
      try (SyncSession run = SyncSession.begin(console, session, writing)) {
        PlanInputs inputs = run.inputs(files, secrets);
        RunHistory.of(session).unfinished().ifPresent(console::say);
        noteUncommitted(session);
        SiteBase base = session.base(files);
        PlanResult planned = run.plan(inputs, base.baseline(), options(session, secrets, files));
        select.refuseNothing(planned.plan());
        console.say(
            PlanText.of(
                planned.plan(),
                PlanContext.unknown().calling(NamesCache.of(session)),
                common.style(console)));
        review.refuseOther(planned.plan(), common.directory(console));
        planning.refuseDrift(planned.plan());
        boolean prune = planning.prune(session);
        run.refuse(planned, prune);
        SyncReport report = run.write(inputs, planned, prune, "sync", common.jobs());
        BaseUpdate update = new BaseUpdate(inputs, base, select.selection(session), begun);
        Optional<String> branch = Optional.empty();
        try {
          branch = update.settle(planned, report, commit);
        } finally {
          console.print(SyncOutput.of(report, session.repeats(), branch, format));
        }
        return SyncExit.of(report, prune).number();
      }
    }
  }

  /** A plan whose id is asked for must look at every rule, as `plan` does. */
  private PlanOptions options(Session session, SecretMap secrets, List<RuleFile> files) {
    PlanOptions asked = planning.options(session, select.selection(session));
    return (review.namesId() ? asked : asked.with(PlanOptions.Choice.SAMPLE))
        .knowing(older.read(console, common.directory(console), secrets, files));
  }

  /** What no commit has looks to another checkout as if it had been taken back in Git. */
  private void noteUncommitted(Session session) {
    int files = session.uncommittedFiles();
    if (files > 0) {
      console.say(
          "Note: not committed in rules and templates: "
              + Count.of(files, "file")
              + ". A sync from another checkout "
              + "takes these edits off the site again until they are committed and pushed.");
    }
  }
}
