package dev.rulekeeper.sync;

import dev.rulekeeper.atlassian.AutomationApi;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.plan.Plan;
import dev.rulekeeper.rule.CloudId;
import dev.rulekeeper.rule.RuleId;
import dev.rulekeeper.secret.Fingerprints;
import dev.rulekeeper.secret.Rendering;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Carries a plan out: a rotation first on one rule, then all that is on, rules that are off last.
 */
public final class SyncRules {
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

  /**
   * Writes to the site behind {@code api}.
   *
   * @param fingerprints those with which the plan was made
   * @param jobs how many rules are written at once, at least 1
   */
  public SyncRules(
      AutomationApi api,
      CloudId cloud,
      Rendering rendering,
      Fingerprints fingerprints,
      Journal journal,
      int jobs) {
    this.writer =
        new RuleWriter(api, cloud, rendering, fingerprints, new ReadBack(api, cloud, PAUSES));
    this.journal = journal;
    this.jobs = jobs;
  }

  /**
   * Makes the changes of {@code plan} that are to be made.
   *
   * @param prune whether rules whose file is gone are removed; else they are skipped
   * @param command what the user called, for the journal
   */
  public SyncReport sync(Plan plan, boolean prune, String command, Progress progress) {
    Map<RuleId, Outcome> outcomes = new ConcurrentHashMap<>();
    List<Change> enabled = new ArrayList<>();
    List<Change> disabled = new ArrayList<>();
    for (Change change : plan.changes()) {
      Optional<Outcome> skipped = skip(change, prune);
      if (skipped.isPresent()) {
        outcomes.put(change.id(), skipped.get());
      } else if (isOff(change)) {
        disabled.add(change);
      } else {
        enabled.add(change);
      }
    }
    journal.begin(command, plan.site().value(), plan.id(), enabled.size() + disabled.size());
    progress.begin("Writing rules", enabled.size() + disabled.size());
    List<Change> rest = new ArrayList<>(enabled);
    boolean going = true;
    Optional<Change> canary =
        enabled.stream().filter(change -> change.kind() == ChangeKind.ROTATE).findFirst();
    if (canary.isPresent()) {
      rest.remove(canary.get());
      Outcome first = attempt(canary.get());
      outcomes.put(canary.get().id(), first);
      progress.step();
      going = first.status() != Outcome.Status.FAILED;
    }
    if (going) {
      attemptAll(rest, outcomes, progress);
      attemptAll(disabled, outcomes, progress);
    }
    progress.end();
    List<Outcome> inOrder =
        plan.changes().stream()
            .map(
                change ->
                    outcomes.getOrDefault(
                        change.id(),
                        Outcome.of(
                            change,
                            Outcome.Status.NOT_ATTEMPTED,
                            "the first rotation failed, so the others were not tried")))
            .toList();
    SyncReport report = new SyncReport(journal.run(), plan, inOrder);
    journal.end(report);
    return report;
  }

  private static Optional<Outcome> skip(Change change, boolean prune) {
    if (!change.kind().writes()) {
      return Optional.of(
          Outcome.of(
              change,
              Outcome.Status.SKIPPED,
              change.kind().label() + change.reason().map(reason -> ": " + reason).orElse("")));
    }
    boolean removes = change.kind() == ChangeKind.DELETE || change.kind() == ChangeKind.DISABLE;
    return removes && !prune
        ? Optional.of(
            Outcome.of(
                change,
                Outcome.Status.SKIPPED,
                "its file is gone: --prune lets sync delete the rule"))
        : Optional.empty();
  }

  private static boolean isOff(Change change) {
    return change
        .after()
        .or(change::before)
        .map(rule -> rule.fields().path("state").asText().equals("DISABLED"))
        .orElse(false);
  }

  private Outcome attempt(Change change) {
    journal.attempt(change);
    Outcome outcome = writer.write(change);
    journal.ended(outcome);
    return outcome;
  }

  private void attemptAll(List<Change> changes, Map<RuleId, Outcome> outcomes, Progress progress) {
    ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, jobs));
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Change change : changes) {
        running.add(workers.submit(() -> outcomes.put(change.id(), attempt(change))));
      }
      for (Future<?> future : running) {
        future.get();
        progress.step();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a change could not be tried", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing rules", e);
    } finally {
      workers.shutdownNow();
    }
  }
}
