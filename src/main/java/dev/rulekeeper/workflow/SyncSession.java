package dev.rulekeeper.workflow;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.SiteConnection;
import dev.rulekeeper.base.Baseline;
import dev.rulekeeper.git.Base;
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
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One run that writes to a site: it has a name, holds the lock, and journals what it does. */
final class SyncSession implements AutoCloseable {
  private final Environment environment;
  private final Session session;
  private final RunOptions options;
  private final SiteConnection connection;
  private final AutomationApi api;
  private final String name;
  private @Nullable Held held;

  /**
   * What a run has of its site for itself.
   *
   * @param base what Git and site last agreed on, read when the lock was held: whoever wrote before
   *     has left it there
   */
  private record Held(HeldLock lock, Optional<Base> base) {}

  private SyncSession(
      Session session, RunOptions options, SiteConnection connection, AutomationApi api) {
    this.environment = session.environment();
    this.session = session;
    this.options = options;
    this.connection = connection;
    this.api = api;
    this.name = newName(environment.clock());
  }

  /**
   * Opens the way to the site. Where no other run is at work there, this one takes the lock, and
   * the list of rules is read while the caller has other things to do; else nothing may be planned
   * before {@link #awaitLock()}.
   */
  static SyncSession open(Session session, RunOptions options) {
    return unlocked(session, options).ready(SyncSession::tryLock).ready(SyncSession::refuseFilters);
  }

  /** Opens the way to the site, waits for its lock and takes it. */
  static SyncSession begin(Session session, RunOptions options) {
    return unlocked(session, options)
        .ready(SyncSession::refuseFilters)
        .ready(SyncSession::awaitLock);
  }

  private static SyncSession unlocked(Session session, RunOptions options) {
    SiteConnection connection = session.access().connection().resolved();
    // Before the lock, since a site that may not be spoken to must not leave it behind.
    return new SyncSession(session, options, connection, session.open(connection));
  }

  private void refuseFilters() {
    session
        .workTree()
        .refuseFilters(session.repository().rulePaths().stream().map(session::inWorkTree).toList());
  }

  private SyncSession ready(Consumer<SyncSession> step) {
    try {
      step.accept(this);
      return this;
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** The way to the site of this run. */
  AutomationApi api() {
    return api;
  }

  PlanInputs inputs(List<RuleFile> files, SecretMap secrets) {
    return PlanInputs.of(session, connection, files, secrets);
  }

  PlanResult plan(PlanInputs inputs, Baseline base, PlanOptions planning) {
    holding();
    return new MissingValues(inputs.missing()).inSync(inputs.plan(api, base, planning));
  }

  /** As {@link #plan}, of a run that takes back what another one did. */
  PlanResult planUndo(PlanInputs inputs, Baseline base, PlanOptions planning) {
    holding();
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
        Journal.open(folder, name, environment.clock(), environment.redactor())) {
      repeats.tell(journal::repeating);
      return new PlanExecution(
              new SiteContext(api, inputs.cloud(), inputs.rendering(), inputs.fingerprints()),
              journal,
              session.options().jobs(),
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
    Held mine = held;
    try {
      api.close();
    } finally {
      if (mine != null) {
        mine.lock().close();
      }
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

  /** What is wrong with the files is told before a wait for another run, not after it. */
  private void tryLock() {
    if (options.breakLock().isPresent()) {
      return;
    }
    try {
      hold(lock().acquire(owner(environment), name, Duration.ZERO, holder -> {}));
      api.readAhead();
    } catch (GitException e) {
      if (e.kind() != GitException.Kind.LOCKED) {
        throw e;
      }
    }
  }

  /** Waits for the lock of the site and takes it, where this run does not have it yet. */
  void awaitLock() {
    if (held != null) {
      return;
    }
    SyncLock lock = lock();
    options
        .breakLock()
        .ifPresent(
            dead -> {
              LockOwner holder = lock.breakLock(dead);
              environment.say(
                  "The lock of the run " + dead + " of " + holder.owner() + " is broken.");
            });
    hold(
        lock.acquire(
            owner(environment),
            name,
            options.lockTimeout(),
            holder ->
                environment.say(
                    "Waiting for the run "
                        + holder.run()
                        + " of "
                        + holder.owner()
                        + " to end …")));
  }

  private SyncLock lock() {
    return session.workTree().lock(session.site().name());
  }

  /**
   * First the lock, then the base, and the list of rules last: no other run writes to either from
   * here on. What somebody edits in the browser after the list was read is seen where a rule is
   * written, since each is read again before; of one that is not written the base keeps the time of
   * the list, so the next run reads it.
   */
  private void hold(HeldLock lock) {
    held = new Held(lock, Optional.empty());
    held = new Held(lock, session.workTree().base(session.site().name()).fetch());
  }

  /** The base as it was when this run took the lock, for the checkout with these files. */
  SiteBase base(List<RuleFile> files) {
    return new SiteBase(session, holding().base(), files);
  }

  private Held holding() {
    Held mine = held;
    if (mine == null) {
      throw new IllegalStateException("a run plans and writes only while it holds the lock");
    }
    return mine;
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
