package dev.rulekeeper.sync;

import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.plan.SiteContext;
import dev.rulekeeper.rule.RuleId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries a plan out: a rotation first on one rule, then all that is on, rules that are off last.
 */
public final class PlanExecution {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofMillis(100),
          Duration.ofMillis(300),
          Duration.ofMillis(700),
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(4),
          Duration.ofSeconds(8),
          Duration.ofSeconds(15));

  private final RuleWriter writer;
  private final Journal journal;
  private final int jobs;
  private final WriteObserver observer;

  /**
   * Writes to {@code site}.
   *
   * @param site with the fingerprints with which the plan was made
   * @param jobs how many requests the writing of rules is to keep in flight, at least 1
   * @param observer is told of each write
   */
  public PlanExecution(SiteContext site, Journal journal, int jobs, WriteObserver observer) {
    ReadBack readBack = new ReadBack(site.api()::rule, site.cloud(), PAUSES);
    this.writer = new RuleWriter(site, readBack, observer);
    this.journal = journal;
    this.jobs = jobs;
    this.observer = observer;
  }

  /**
   * Makes the changes of {@code plan} that are to be made.
   *
   * @param prune whether rules whose file is gone are removed; else they are skipped
   * @param command what the user called, for the journal
   */
  public SyncReport sync(Plan plan, boolean prune, String command, Progress progress) {
    Map<RuleId, Outcome> skipped = new HashMap<>();
    List<Change.Write> enabled = new ArrayList<>();
    List<Change.Write> disabled = new ArrayList<>();
    for (Change change : plan.changes()) {
      if (change instanceof Change.Write write && !isHeldBack(write, prune)) {
        (isOff(write) ? disabled : enabled).add(write);
      } else {
        skipped.put(change.id(), skipped(change));
      }
    }
    int tried = enabled.size() + disabled.size();
    journal.begin(command, plan.site().value(), plan.id(), tried);
    progress.begin("Writing rules", tried);
    ChangeAttempts attempts = new ChangeAttempts(writer, journal, progress, observer);
    attempts.untilOneIsApplied(rotations(enabled));
    attempts.all(enabled, jobs);
    attempts.untilOneIsApplied(rotations(disabled));
    attempts.all(disabled, jobs);
    progress.end();
    List<Outcome> inOrder =
        plan.changes().stream()
            .map(
                change ->
                    Optional.ofNullable(skipped.get(change.id()))
                        .orElseGet(() -> attempts.outcome(change)))
            .toList();
    SyncReport report = new SyncReport(journal.run(), plan, inOrder);
    journal.end(report);
    return report;
  }

  private static List<Change.Write> rotations(List<Change.Write> changes) {
    return changes.stream().filter(change -> change.kind() == ChangeKind.ROTATE).toList();
  }

  private static boolean isHeldBack(Change.Write change, boolean prune) {
    return change instanceof Change.Delete && !prune;
  }

  private static Outcome skipped(Change change) {
    return Outcome.of(
        change,
        Outcome.Status.SKIPPED,
        change instanceof Change.Write
            ? "its file is gone: --prune, or prune: true on the default branch, lets sync delete it"
            : change.kind().label() + change.reason().map(reason -> ": " + reason).orElse(""));
  }

  private static boolean isOff(Change change) {
    return change.rule().state().equals("DISABLED");
  }
}
