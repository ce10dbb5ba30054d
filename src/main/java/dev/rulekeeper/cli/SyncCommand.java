package dev.rulekeeper.cli;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.git.Base;
import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.DriftPolicy;
import dev.rulekeeper.plan.Guards;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.Planned;
import dev.rulekeeper.report.PlanText;
import dev.rulekeeper.rule.ExactJson;
import dev.rulekeeper.ruleset.Configuration;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.Fingerprints;
import dev.rulekeeper.sync.Journal;
import dev.rulekeeper.sync.Outcome;
import dev.rulekeeper.sync.SyncException;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.SyncRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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
  private static final int WRITERS = 8;
  private final Console console;
  @Mixin private CommonOptions common = new CommonOptions();
  @Mixin private SecretOptions secretOptions = new SecretOptions();
  @Mixin private PlanningOptions planning = new PlanningOptions();
  @Mixin private CommitOptions commit = new CommitOptions();

  @Option(
      names = "--plan-id",
      paramLabel = "ID",
      description = "Do only what the plan with this id says; else stop.")
  private @Nullable String planId;

  @Option(
      names = "--max-changes",
      paramLabel = "N%",
      description = "Allow this share of rules to change their content at once.")
  private @Nullable String maxChanges;

  @Option(
      names = "--lock-timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for another sync (default: ${DEFAULT-VALUE}).")
  private int lockTimeout;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      description = "text or json.")
  private OutputFormat format = OutputFormat.TEXT;

  SyncCommand(Console console) {
    this.console = console;
  }

  @Override
  @SuppressWarnings("try") // The lock is held, not used.
  public Integer call() {
    try (Session session = Session.open(console, common)) {
      List<RuleFile> files = session.ruleFiles();
      SiteConnection connection = session.connection();
      PlanInputs inputs =
          new PlanInputs(
              session,
              files,
              session.secrets(secretOptions, files),
              connection.resolveCloudId(),
              Fingerprints.ofThisProcess());
      Runs runs = new Runs(session, console);
      try (HeldLock lock = runs.lock(Duration.ofSeconds(lockTimeout));
          AutomationApi api = session.open(connection)) {
        Optional<Base> base = session.base();
        Planned planned = inputs.plan(console, api, Session.rules(base), planning.options());
        console.say(PlanText.of(planned.plan()));
        refuse(planned, session.configuration().guards());
        SyncReport report;
        try (Journal journal = runs.journal()) {
          report =
              new SyncRules(
                      api,
                      inputs.cloud(),
                      inputs.rendering(),
                      inputs.fingerprints(),
                      journal,
                      Math.min(WRITERS, common.jobs()))
                  .sync(planned.plan(), planning.options().prune(), "sync", session.progress());
        }
        console.print(
            format == OutputFormat.JSON
                ? ExactJson.writePretty(SyncOutput.json(report)) + "\n"
                : SyncOutput.text(report));
        new Settlement(session, files, base).settle(planned, report, commit);
        return exit(report).number();
      }
    }
  }

  private void refuse(Planned planned, Configuration.Guards configured) {
    Plan plan = planned.plan();
    if (planId != null && !plan.id().equals(planId)) {
      throw new SyncException(
          SyncException.Kind.STALE,
          "the plan is now " + plan.id() + ", not " + planId + "; nothing was sent",
          List.of("Git, the site or the names of secrets changed since: review the plan again"));
    }
    boolean drifted = plan.has(ChangeKind.DRIFT) || plan.has(ChangeKind.CONFLICT);
    if (planning.options().onDrift() == DriftPolicy.FAIL && drifted) {
      throw new SyncException(
          SyncException.Kind.STALE,
          "rules were edited on the site, and --on-drift fail is given; nothing was sent",
          plan.changes().stream()
              .filter(
                  change ->
                      change.kind() == ChangeKind.DRIFT || change.kind() == ChangeKind.CONFLICT)
              .map(change -> change.name() + " (" + change.id() + ")")
              .toList());
    }
    List<String> objections =
        Guards.objections(planned, guards(configured), planning.options().prune());
    if (!objections.isEmpty()) {
      throw new SyncException(
          SyncException.Kind.GUARD, "refused by a guard; nothing was sent", objections);
    }
  }

  private Configuration.Guards guards(Configuration.Guards configured) {
    if (maxChanges == null) {
      return configured;
    }
    String number =
        maxChanges.endsWith("%") ? maxChanges.substring(0, maxChanges.length() - 1) : maxChanges;
    try {
      return new Configuration.Guards(Integer.parseInt(number), configured.maxChangesMinimum());
    } catch (NumberFormatException e) {
      throw new CliException(
          ExitCode.USAGE,
          "--max-changes " + maxChanges + " is no percentage",
          "write it like --max-changes 50%");
    }
  }

  private static ExitCode exit(SyncReport report) {
    List<Outcome> failed = new ArrayList<>();
    boolean blocked = false;
    boolean conflict = false;
    for (Outcome outcome : report.outcomes()) {
      ChangeKind kind = outcome.change().kind();
      blocked |= kind == ChangeKind.BLOCKED || (kind == ChangeKind.DELETE && skipped(outcome));
      conflict |= kind == ChangeKind.CONFLICT;
      boolean done =
          outcome.status() == Outcome.Status.APPLIED || (skipped(outcome) && !kind.writes());
      if (!done && !(kind == ChangeKind.DELETE && skipped(outcome))) {
        failed.add(outcome);
      }
    }
    if (!failed.isEmpty()) {
      boolean someApplied = report.count(Outcome.Status.APPLIED) > 0;
      boolean someSkipped = failed.stream().anyMatch(SyncCommand::skipped);
      return someApplied || someSkipped ? ExitCode.PARTLY : ExitCode.FAILED;
    }
    if (blocked) {
      return ExitCode.BLOCKED;
    }
    return conflict ? ExitCode.STALE : ExitCode.DONE;
  }

  private static boolean skipped(Outcome outcome) {
    return outcome.status() == Outcome.Status.SKIPPED;
  }
}
