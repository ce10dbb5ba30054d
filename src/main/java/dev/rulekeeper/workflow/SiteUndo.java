package dev.rulekeeper.workflow;

import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.PlanResult;
import dev.rulekeeper.ruleset.Selection;
import dev.rulekeeper.secret.map.SecretMap;
import dev.rulekeeper.sync.PastRun;
import dev.rulekeeper.sync.RunEnding;
import dev.rulekeeper.sync.SyncReport;
import dev.rulekeeper.sync.UndoPlan;
import java.util.Optional;
import java.util.function.Consumer;

/** Puts back what a run changed on the site: first planned, then written. */
public final class SiteUndo implements AutoCloseable {
  private final Session session;
  private final SyncSession undoing;
  private final PastRun past;
  private final SiteBase base;
  private final UndoPlan reversal;
  private final PlanInputs inputs;
  private final PlanResult planned;

  /**
   * What is asked for.
   *
   * @param run the run; without one the last that tried a change
   * @param filter the rules that it is about
   * @param older values that go before those of the secret map
   * @param force whether edits of the site since the run are taken back too
   * @param allowDisable whether rules are written that the site will switch off
   */
  public record Request(
      Optional<String> run,
      RuleFilter filter,
      Optional<SecretMap> older,
      boolean force,
      boolean allowDisable) {}

  /** Plans in {@code undoing}. */
  private SiteUndo(Session session, SyncSession undoing, SecretMapText secretMap, Request request) {
    this.session = session;
    this.undoing = undoing;
    this.past = RunHistory.shared(session).told(session.renamedSecrets()::in).choose(request.run());
    this.base = undoing.base(session.readableRuleFiles());
    this.reversal = UndoPlan.of(past, request.filter().selection(session), base.baseline());
    request.filter().refuseNothing(session.site().name(), reversal.isEmpty());
    SecretMap today = session.secrets(secretMap, reversal.files());
    this.inputs = undoing.inputs(reversal.files(), request.older().map(today::with).orElse(today));
    this.planned =
        reversal.explain(
            undoing.planUndo(
                inputs,
                reversal.left(),
                reversal.options(request.force(), request.allowDisable())));
  }

  /** Waits for the lock of the site, takes it, and plans; nothing is sent. */
  public static SiteUndo plan(
      Session session, SecretMapText secretMap, Request request, RunOptions options) {
    SyncSession undoing = SyncSession.begin(session, options);
    try {
      return new SiteUndo(session, undoing, secretMap, request);
    } catch (RuntimeException | Error e) {
      undoing.close();
      throw e;
    }
  }

  /** The run that is undone. */
  public String run() {
    return past.run();
  }

  /** What would be put back. */
  public Plan plan() {
    return planned.plan();
  }

  /** What the journal says of it. */
  public UndoPlan reversal() {
    return reversal;
  }

  /**
   * Does it.
   *
   * @param told is told what was written
   */
  public RunEnding write(Consumer<SyncReport> told) {
    undoing.refuse(planned, true);
    SyncReport report = undoing.write(inputs, planned, true, "undo " + past.run());
    told.accept(report);
    new BaseUpdate(inputs, base, Selection.everything(), session.environment().clock().instant())
        .undone(report);
    return RunEnding.ofUndo(report, reversal);
  }

  @Override
  public void close() {
    undoing.close();
  }
}
