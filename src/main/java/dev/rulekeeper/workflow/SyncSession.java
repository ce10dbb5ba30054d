package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.git.GitException;
import dev.rulekeeper.git.HeldLock;
import dev.rulekeeper.git.LockOwner;
import dev.rulekeeper.git.SyncLock;
import dev.rulekeeper.plan.DeletionCheck;
import dev.rulekeeper.plan.Guards;
import dev.rulekeeper.plan.MissingValues;
import dev.rulekeeper.plan.PlanOptions;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.report.RetryLog;
import dev.rulekeeper.rule.Count;
import dev.rulekeeper.ruleset.RuleFile;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.Journal;
import dev.rulekeeper.sync.PlanExecution;
import dev.rulekeeper.sync.SyncException;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.WriteObserver;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run that writes to a site: it has a name, holds the lock, and journals what it does. */
final class SyncSession implements AutoCloseable {
  /** More rules written at once help no site. */
  private static final int WRITERS = 8;

  private final Environment environment;
  private final Session session;
  private final RunOptions options;
  private final SiteConnection connection;
  private final NamedRun run;
  private final AutomationApi api;

  /** A run that holds the lock of its site under its name. */
  private record NamedRun(String name, HeldLock lock) implements AutoCloseable {
    @Override
    public void close() {
      lock.close();
    }
  }

  private SyncSession(
      Session session,
      RunOptions options,
      SiteConnection connection,
      AutomationApi api,
      NamedRun run) {
    this.environment = session.environment();
    this.session = session;
    this.options = options;
    this.connection = connection;
    this.run = run;
    this.api = api;
  }

  /** Waits for the lock of the site and takes it. */
  static SyncSession begin(Session session, RunOptions options) {
    session
        .workTree()
        .refuseFilters(session.repository().rulePaths().stream().map(session::inWorkTree).toList());
    SiteConnection connection = session.access().connection().resolved();
    // Before the lock, since a site that may not be spoken to must not leave it behind.
    AutomationApi api = session.open(connection);
    String name = newName(session.environment().clock());
    NamedRun run = new NamedRun(name, lock(session, options, name));
    return new SyncSession(session, options, connection, api, run);
  }

  /** The way to the site of this run. */
  AutomationApi api() {
    return api;
  }

  PlanInputs inputs(List<RuleFile> files, SecretMap secrets) {
    return PlanInputs.of(session, connection, files, secrets);
  }

  PlanResult plan(PlanInputs inputs, Baseline base, PlanOptions planning) {
    return new MissingValues(inputs.missing()).inSync(inputs.plan(api, base, planning));
  }

  /** As {@link #plan}, of a run that takes back what another one did. */
  PlanResult planUndo(PlanInputs inputs, Baseline base, PlanOptions planning) {
    return inputs.plan(api, base, planning, DeletionCheck.OF_A_RUN);
  }

  /**
   * Stops where a guard objects to the plan as a whole.
   *
   * @throws SyncException if it does; nothing was sent then
   */
  void refuse(PlanResult planned, boolean prune) {
    List<String> objections =
        Guards.objections(planned, options.guards(session.configuration().guards()), prune);
    if (!objections.isEmpty()) {
      throw new SyncException(
          SyncException.Kind.GUARD, "refused by a guard; nothing was sent", objections);
    }
  }

  /**
   * Makes the site what the plan says.
   *
   * @param command what the journal calls the run
   */
  SyncReport write(PlanInputs inputs, PlanResult planned, boolean prune, String command) {
    return write(inputs, planned, prune, command, WriteObserver.NONE);
  }

  /** As the other one, with somebody who is told of each write. */
  SyncReport write(
      PlanInputs inputs,
      PlanResult planned,
      boolean prune,
      String command,
      WriteObserver observer) {
    Path folder = session.repository().files().at(RunHistory.JOURNALS);
    RetryLog repeats = session.repeats();
    letSettle(planned);
    try (Journal journal =
        Journal.open(folder, run.name(), environment.clock(), environment.redactor())) {
      repeats.tell(journal::repeating);
      return new PlanExecution(
              new SiteContext(api, inputs.cloud(), inputs.rendering(), inputs.fingerprints()),
              journal,
              Math.min(WRITERS, session.options().jobs()),
              observer)
          .sync(planned.plan(), prune, command, session.progress());
    } finally {
      repeats.tellNobody();
      shareJournal();
    }
  }

  /** The site is written by now: a remote that takes no journal is told of, and stops nothing. */
  private void shareJournal() {
    try {
      RunHistory.share(session);
    } catch (GitException e) {
      environment.say(
          "Note: the journal of this run could not be shared, so only this clone can undo the run: "
              + e.told(environment.redactor()::read));
    }
  }

  @Override
  public void close() {
    try (run) {
      api.close();
    }
  }

  private static String newName(Clock clock) {
    byte[] random = new byte[2];
    new SecureRandom().nextBytes(random);
    return DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC)
            .format(clock.instant())
        + "-"
        + HexFormat.of().formatHex(random);
  }

  private static HeldLock lock(Session session, RunOptions options, String name) {
    Environment environment = session.environment();
    SyncLock lock = session.workTree().lock(session.site().name());
    options
        .breakLock()
        .ifPresent(
            dead -> {
              LockOwner holder = lock.breakLock(dead);
              environment.say(
                  "The lock of the run " + dead + " of " + holder.owner() + " is broken.");
            });
    return lock.acquire(
        owner(environment),
        name,
        options.lockTimeout(),
        holder ->
            environment.say(
                "Waiting for the run " + holder.run() + " of " + holder.owner() + " to end …"));
  }

  /**
   * Waits where the site may show an older state of a rule that is to be written: the read before
   * the write then sees the edit, and leaves the rule alone.
   */
  private void letSettle(PlanResult planned) {
    long lately =
        planned.plan().changes().stream()
            .filter(change -> change.kind().writes() && planned.unsettled().contains(change.id()))
            .count();
    if (lately > 0) {
      settle(
          "Edited on the site a moment ago: " + Count.of(lately, "rule") + " to be written, and");
    }
  }

  /** Waits where the site may not show yet what was written a moment ago. */
  void settle() {
    settle("Written a moment ago, and");
  }

  private void settle(String why) {
    int seconds = settleSeconds();
    if (seconds == 0) {
      return;
    }
    environment.say(why + " the site may not show all of it yet: waiting " + seconds + " s …");
    try {
      TimeUnit.SECONDS.sleep(seconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WorkflowException(
          WorkflowException.Kind.FAILED, "interrupted; nothing was sent", "run it again");
    }
  }

  private int settleSeconds() {
    String text = environment.variable("RULEKEEPER_SETTLE_SECONDS").orElse("6");
    if (text.matches("\\d{1,3}")) {
      return Integer.parseInt(text);
    }
    throw new WorkflowException(
        WorkflowException.Kind.USAGE,
        "RULEKEEPER_SETTLE_SECONDS is no number of seconds",
        "set it to how long reads of the site may lag behind its writes, such as 6, or unset it");
  }

  private static String owner(Environment environment) {
    return environment
        .variable("GITHUB_ACTOR")
        .or(() -> environment.variable("GITLAB_USER_LOGIN"))
        .or(() -> environment.variable("USER"))
        .orElse("rulekeeper");
  }
}
