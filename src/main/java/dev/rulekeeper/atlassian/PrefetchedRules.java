package dev.rulekeeper.atlassian;

import dev.rulekeeper.json.TextPacking;
import dev.rulekeeper.rule.ApiRule;
import dev.rulekeeper.rule.RuleId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Rules that are read before somebody asks, since a run that knows early which ones it needs has
 * other things to do meanwhile.
 */
final class PrefetchedRules implements Function<RuleId, Optional<ApiRule>> {
  /** So many are held at most; who asks for others reads them then. */
  static final int MOST = 10_000;

  private final TextPacking packing = new TextPacking();
  private final Function<RuleId, Optional<ApiRule>> site;
  private final TaskGroup requests;
  private final Map<RuleId, FutureTask<Optional<ApiRule>>> ahead = new ConcurrentHashMap<>();
  private final Set<RuleId> asked = ConcurrentHashMap.newKeySet();
  private volatile boolean failing;

  /**
   * Nothing is read yet.
   *
   * @param site reads a rule
   * @param jobs how many are read at once
   */
  PrefetchedRules(Function<RuleId, Optional<ApiRule>> site, int jobs) {
    this.site = site;
    this.requests = new TaskGroup(jobs);
  }

  /**
   * Begins to read the rule {@code id}, unless very many wait to be asked for; once a reading has
   * failed, only who asks is a reason to.
   */
  void begin(RuleId id) {
    if (ahead.size() >= MOST) {
      return;
    }
    FutureTask<Optional<ApiRule>> reading = new FutureTask<>(() -> read(id));
    if (isFirst(id, reading)) {
      requests.add(
          () -> {
            if (!failing) {
              reading.run();
            }
          });
    }
  }

  /** Whoever asked was quicker than whoever knew early: then there is nothing to begin. */
  private synchronized boolean isFirst(RuleId id, FutureTask<Optional<ApiRule>> reading) {
    return !asked.contains(id) && ahead.putIfAbsent(id, reading) == null;
  }

  private synchronized Optional<FutureTask<Optional<ApiRule>>> begun(RuleId id) {
    asked.add(id);
    return Optional.ofNullable(ahead.remove(id));
  }

  private Optional<ApiRule> read(RuleId id) {
    try {
      // Packed, since thousands may be there before the first is asked for.
      return site.apply(id).map(rule -> rule.packed(packing));
    } catch (RuntimeException | Error e) {
      failing = true;
      throw e;
    }
  }

  /**
   * The rule {@code id}, once: who asks again is told by the site.
   *
   * @throws ApiException as the site's answer says
   */
  @Override
  public Optional<ApiRule> apply(RuleId id) {
    Optional<FutureTask<Optional<ApiRule>>> begun = begun(id);
    if (begun.isEmpty()) {
      return site.apply(id);
    }
    FutureTask<Optional<ApiRule>> reading = begun.get();
    reading.run(); // Does nothing where it was begun: whoever waits may as well read.
    try {
      return reading.get();
    } catch (InterruptedException e) {
      throw Interruption.of();
    } catch (CancellationException e) {
      return site.apply(id);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException("a rule is read without checked exceptions", e);
    }
  }

  /** Begins with no other rule, and gives up those that are being read. */
  void stop() {
    ahead.clear();
    requests.stop();
  }
}
