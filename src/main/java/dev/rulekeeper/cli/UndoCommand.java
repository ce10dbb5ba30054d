package dev.rulekeeper.cli;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.report.OutputFormat;
import dev.rulekeeper.report.PlanContext;
import dev.rulekeeper.report.PlanOutput;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.report.SyncOutput;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.workflow.Session;
import dev.rulekeeper.workflow.SiteUndo;
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
    try (Session session = common.open(console);
        SiteUndo undo =
            SiteUndo.plan(
                session, secretOptions.text(console, common), request(), writing.options())) {
      SyncOutput.withheld(undo.reversal()).forEach(console::say);
      if (dryRun) {
        console.say("Undo of run " + undo.run() + " would do this:");
        console.print(shown(undo.plan(), format));
        return ExitCode.DONE.number();
      }
      console.say("Undo of run " + undo.run());
      console.say(shown(undo.plan(), OutputFormat.TEXT));
      RunEnding ending = undo.write(report -> tell(undo.run(), report, session.repeats()));
      return ExitCode.of(ending).number();
    }
  }

  private SiteUndo.Request request() {
    Optional<SecretMap> older =
        Optional.ofNullable(old)
            .map(file -> SecretOptions.readFile(console, common.directory(console), file));
    return new SiteUndo.Request(
        Optional.ofNullable(run), select.filter(), older, force, allowDisable);
  }

  private void tell(String undone, SyncReport report, RetryLog repeats) {
    console.print(SyncOutput.ofUndo(undone, report, repeats, format));
    SyncOutput.refusedReturns(report).forEach(console::say);
    SyncOutput.afterUndo(report, old != null).forEach(console::say);
  }

  private String shown(Plan plan, OutputFormat form) {
    return PlanOutput.of(plan, PlanContext.unknown(), form, common.style(console));
  }
}
