package dev.rulekeeper.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.report.PlanDocument;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.PastRun;
import dev.rulekeeper.sync.Reversal;
import dev.rulekeeper.sync.SyncReport;
import java.util.Optional;
import java.util.Set;
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
      "Puts the rules of a run back as they were on the site before it, with the secret map of today.",
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
      try (WritingRun undoing = WritingRun.begin(console, session, writing)) {
        PastRun past = History.of(session).choose(Optional.ofNullable(run));
        Optional<Base> base = session.base();
        Reversal reversal = Reversal.of(past, select.selection(), Session.rules(base));
        explainWithheld(reversal);
        PlanInputs inputs = undoing.inputs(reversal.files(), secrets(session, reversal));
        Planned planned =
            reversal.explain(undoing.plan(inputs, reversal.left(), options(reversal.selection())));
        if (dryRun) {
          console.say("Undo of run " + past.run() + " would do this:");
          console.print(shown(planned.plan()));
          return ExitCode.DONE.number();
        }
        console.say("Undo of run " + past.run() + "\n" + PlanText.of(planned.plan()));
        undoing.refuse(planned, true);
        SyncReport report =
            undoing.write(inputs, planned, true, "undo " + past.run(), common.jobs());
        console.print(done(session, past, report));
        explainRefusedReturn(report);
        new Settlement(inputs, base, Selection.everything(), console.clock().instant())
            .undone(report);
        return exit(report, reversal).number();
      }
    }
  }

  private SecretMap secrets(Session session, Reversal reversal) {
    SecretMap today = session.secrets(secretOptions, reversal.files());
    return old == null
        ? today
        : today.with(SecretOptions.readFile(console, common.directory(console), old));
  }

  private PlanOptions options(Selection selection) {
    DriftPolicy policy = force ? DriftPolicy.OURS : DriftPolicy.SKIP;
    return new PlanOptions(policy, true, allowDisable, true, selection, Set.of());
  }

  private String shown(Plan plan) {
    return format == OutputFormat.JSON
        ? ExactJson.writePretty(PlanDocument.of(plan)) + "\n"
        : PlanText.of(plan);
  }

  private void explainRefusedReturn(SyncReport report) {
    for (Outcome outcome : report.outcomes()) {
      if (outcome.change().kind() == ChangeKind.CREATE
          && outcome.status() == Outcome.Status.FAILED) {
        console.say(
            "The site did not take "
                + outcome.change().name()
                + " ("
                + outcome.change().id()
                + ") back under its id. It can come back only as a new rule: take its file from the "
                + "history of Git, give it a new id (`rulekeeper new` makes one) and sync.");
      }
    }
  }

  private void explainWithheld(Reversal reversal) {
    for (PastRun.Attempt attempt : reversal.withheld()) {
      console.say(
          attempt.name()
              + " ("
              + attempt.rule()
              + ") cannot be put back: it held a credential in clear, which no journal keeps. Take "
              + "its file from the history of Git.");
    }
  }

  private String done(Session session, PastRun past, SyncReport report) {
    if (format != OutputFormat.JSON) {
      return SyncOutput.text(report, session.repeats());
    }
    ObjectNode document = SyncOutput.json(report, session.repeats());
    return ExactJson.writePretty(document.put("undoes", past.run())) + "\n";
  }

  /** As for a sync; a rule that was left alone since somebody edited it makes it a part. */
  private static ExitCode exit(SyncReport report, Reversal reversal) {
    ExitCode exit = SyncExit.of(report, true);
    boolean leftAlone =
        !reversal.withheld().isEmpty()
            || report.plan().has(ChangeKind.DRIFT)
            || report.plan().has(ChangeKind.CONFLICT);
    return leftAlone && (exit == ExitCode.DONE || exit == ExitCode.STALE) ? ExitCode.PARTLY : exit;
  }
}
