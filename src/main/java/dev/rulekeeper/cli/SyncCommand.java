package dev.rulekeeper.cli;

import dev.rulekeeper.git.Base;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.SyncException;
import dev.rulekeeper.sync.SyncReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
  @Mixin private CommitOptions commit = new CommitOptions();

  @Option(
      names = "--plan-id",
      paramLabel = "ID",
      description = "Do only what the plan with this id says; else stop.")
  private @Nullable String planId;

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
      List<RuleFile> files = session.ruleFiles();
      SecretMap secrets = session.secrets(secretOptions, files);
      try (WritingRun run = WritingRun.begin(console, session, writing)) {
        PlanInputs inputs = run.inputs(files, secrets);
        History.of(session).unfinished().ifPresent(console::say);
        noteUncommitted(session);
        Optional<Base> base = session.base();
        Selection selection = select.selection();
        Planned planned =
            run.plan(inputs, Session.rules(base), options(planning.options(selection)));
        console.say(PlanText.of(planned.plan()));
        select.warnOfNothing(console, planned.plan());
        refuse(planned.plan());
        run.refuse(planned, planning.prune());
        SyncReport report = run.write(inputs, planned, planning.prune(), "sync", common.jobs());
        console.print(
            format == OutputFormat.JSON
                ? ExactJson.writePretty(SyncOutput.json(report, session.repeats())) + "\n"
                : SyncOutput.text(report, session.repeats()));
        new Settlement(inputs, base, selection, begun).settle(planned, report, commit);
        return SyncExit.of(report, planning.prune()).number();
      }
    }
  }

  /** What no commit has looks to another checkout as if it had been taken back in Git. */
  private void noteUncommitted(Session session) {
    int files =
        Stream.of("rules", "templates")
            .mapToInt(folder -> session.workTree().changed(session.inWorkTree(folder)).size())
            .sum();
    if (files > 0) {
      console.say(
          "Note: "
              + files
              + " file(s) in rules and templates are not committed. A sync from another checkout "
              + "takes these edits off the site again until they are committed and pushed.");
    }
  }

  /** A plan whose id is asked for must look at every rule, as `plan` does. */
  private PlanOptions options(PlanOptions asked) {
    return planId == null ? asked.withSampling() : asked;
  }

  /** Stops where this is not the plan that the user wants done. */
  private void refuse(Plan plan) {
    if (planId != null && !plan.id().equals(planId)) {
      throw new SyncException(
          SyncException.Kind.STALE,
          "the plan is now " + plan.id() + ", not " + planId + "; nothing was sent",
          List.of("Git, the site or the names of secrets changed since: review the plan again"));
    }
    boolean drifted = plan.has(ChangeKind.DRIFT) || plan.has(ChangeKind.CONFLICT);
    if (planning.onDrift() == DriftPolicy.FAIL && drifted) {
      throw new SyncException(
          SyncException.Kind.STALE,
          "rules were edited on the site, and --on-drift fail is given; nothing was sent",
          Stream.concat(
                  plan.changes().stream()
                      .filter(
                          change ->
                              change.kind() == ChangeKind.DRIFT
                                  || change.kind() == ChangeKind.CONFLICT)
                      .map(change -> change.name() + " (" + change.id() + ")"),
                  Stream.of(
                      "export brings the edits into Git; --on-drift merge writes all other rules"))
              .toList());
    }
  }
}
