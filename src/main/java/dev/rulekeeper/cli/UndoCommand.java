package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanOutput;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.PastRun;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts back what a run changed on the site. */
@Command(
    name = "undo",
    mixinStandardHelpOptions = true,
    description = {
      "Puts the rules of a run back as they were on the site before it, with the secret map of"
          + " today.",
      "Git stays as it is: the next plan shows what it wants again."
    })
final class UndoCommand implements Callable<Integer> {
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private SelectionOptions select = new SelectionOptions();
  @Mixin private WritingOptions writing = new WritingOptions();

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      description = "The run, as `runs` lists it (default: the last one that tried a change).")
  private @Nullable String run;

  @Option(
      names = "--with-old",
      paramLabel = "FILE",
      description = "Older values of secrets, which go before those of today.")
  private @Nullable String old;

  @Option(names = "--force", description = "Put back also what was edited on the site since.")
  private boolean force;

  @Option(
      names = "--allow-disable",
      description = "Write rules although the site will switch them off (foreign connection).")
  private boolean allowDisable;

  @Option(names = "--dry-run", description = "Show what would be put back, and send nothing.")
  private boolean dryRun;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  UndoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Session session = Session.open(console, common)) {
      try (SyncSession undoing = SyncSession.begin(console, session, writing)) {
        PastRun past =
            RunHistory.shared(session)
                .told(session.renamedSecrets()::in)
                .choose(Optional.ofNullable(run));
        SiteBase base = session.base(session.readableRuleFiles());
        UndoPlan reversal = UndoPlan.of(past, select.selection(session), base.baseline());
        select.refuseNothing(session.site().name(), reversal.isEmpty());
        SyncOutput.withheld(reversal).forEach(console::say);
        PlanInputs inputs = undoing.inputs(reversal.files(), secrets(session, reversal));
        PlanResult planned =
            reversal.explain(
                undoing.planUndo(inputs, reversal.left(), reversal.options(force, allowDisable)));
        if (dryRun) {
          console.say("Undo of run " + past.run() + " would do this:");
          console.print(shown(planned.plan(), format));
          return ExitCode.DONE.number();
        }
        console.say("Undo of run " + past.run());
        console.say(shown(planned.plan(), OutputFormat.TEXT));
        undoing.refuse(planned, true);
        SyncReport report =
            undoing.write(inputs, planned, true, "undo " + past.run(), common.jobs());
        console.print(SyncOutput.ofUndo(past.run(), report, session.repeats(), format));
        SyncOutput.refusedReturns(report).forEach(console::say);
        SyncOutput.afterUndo(report, old != null).forEach(console::say);
        new BaseUpdate(inputs, base, Selection.everything(), console.clock().instant())
            .undone(report);
        return SyncExit.ofUndo(report, reversal).number();
      }
    }
  }

  private SecretMap secrets(Session session, UndoPlan reversal) {
    SecretMap today = session.secrets(secretOptions, reversal.files());
    return old == null
        ? today
        : today.with(SecretOptions.readFile(console, common.directory(console), old));
  }

  private String shown(Plan plan, OutputFormat form) {
    return PlanOutput.of(plan, PlanContext.unknown(), form, common.style(console));
  }
}
