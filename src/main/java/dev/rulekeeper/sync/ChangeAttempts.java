package dev.rulekeeper.sync;

import dev.rulekeeper.atlassian.ApiException;
import dev.rulekeeper.atlassian.Progress;
import dev.rulekeeper.json.JsonException;
import dev.rulekeeper.json.PatchException;
import dev.rulekeeper.plan.Change;
import dev.rulekeeper.plan.ChangeKind;
import dev.rulekeeper.rule.RuleException;
import dev.rulekeeper.rule.RuleId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The attempts of one run. One rule's failure leaves the others alone; what would make every other
 * one fail too ends the run.
 */
final class ChangeAttempts {
  private final RuleWriter writer;
  private final Journal journal;
  private final Progress progress;
  private final WriteObserver observer;
  private final Map<RuleId, Outcome> outcomes = new ConcurrentHashMap<>();
  private volatile Optional<String> end = Optional.empty();

  ChangeAttempts(RuleWriter writer, Journal journal, Progress progress, WriteObserver observer) {
    this.writer = writer;
    this.journal = journal;
    this.progress = progress;
    this.observer = observer;
  }

  /**
   * Tries rotations one after the other until one is applied, or one fails and ends the run. Where
   * a rotation was applied already, none is tried.
   */
  void untilOneIsApplied(List<Change.Write> changes) {
    boolean applied =
        outcomes.values().stream()
            .anyMatch(
                outcome ->
                    outcome.change().kind() == ChangeKind.ROTATE
                        && outcome.status() == Outcome.Status.APPLIED);
    for (Change.Write change : applied ? List.<Change.Write>of() : changes) {
      Outcome.Status status = attempt(change).status();
      progress.step();
      if (status == Outcome.Status.FAILED) {
        endWith("the first rotation failed, so the others were not tried");
      }
      if (status != Outcome.Status.SKIPPED) {
        return;
      }
    }
  }

  /**
   * Tries those changes that were not tried yet, so many at once that {@code jobs} requests are in
   * flight: of every five rules one is being prepared or checked meanwhile. How many requests may
   * be, others see to.
   */
  void all(List<Change.Write> changes, int jobs) {
    ExecutorService workers = Executors.newFixedThreadPool(Math.max(1, jobs + jobs / 4));
    boolean completed = false;
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Change.Write change : changes) {
        if (!outcomes.containsKey(change.id())) {
          running.add(workers.submit(() -> attemptBeside(change)));
        }
      }
      for (Future<?> future : running) {
        future.get();
        progress.step();
      }
      completed = true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a change could not be tried", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing rules", e);
    } finally {
      if (!completed) {
        endWith("the run ended before");
      }
      finish(workers);
    }
  }

  /** The lock of the run must not be given back while a worker still writes. */
  private static void finish(ExecutorService workers) {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(10, TimeUnit.MINUTES)) {
        throw new IllegalStateException("a change is still being tried");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What became of {@code change}. */
  Outcome outcome(Change change) {
    return outcomes.getOrDefault(change.id(), notAttempted(change));
  }

  private Outcome notAttempted(Change change) {
    return Outcome.of(change, Outcome.Status.NOT_ATTEMPTED, end.orElse("the run ended before"));
  }

  private Outcome attempt(Change.Write change) {
    if (end.isPresent()) {
      return notAttempted(change);
    }
    journal.attempt(change);
    Outcome outcome = outcomeOf(change);
    journal.ended(outcome);
    outcomes.put(change.id(), outcome);
    return outcome;
  }

  private void attemptBeside(Change.Write change) {
    Outcome outcome = attempt(change);
    if (outcome.status() == Outcome.Status.FAILED && !observer.goesOnAfter(outcome)) {
      endWith("another rule failed, so this one was not tried");
    }
  }

  private Outcome outcomeOf(Change.Write change) {
    try {
      return writer.write(change);
    } catch (ApiException e) {
      if (e.kind() == ApiException.Kind.UNAUTHENTICATED) {
        endWith("the site does not accept the credentials any more");
      }
      return Outcome.of(change, Outcome.Status.FAILED, e.told(journal::read) + ". " + e.hint());
    } catch (PatchException | JsonException | RuleException e) {
      return Outcome.of(change, Outcome.Status.FAILED, "it cannot be written: " + e.getMessage());
    }
  }

  /** The first reason is the one that counts. */
  private synchronized void endWith(String why) {
    if (end.isEmpty()) {
      end = Optional.of(why);
    }
  }
}
