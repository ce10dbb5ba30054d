package dev.rulekeeper.atlassian;

import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Sends requests until they are answered or patience ends, no more at once than the site bears. */
final class Courier {
  private final Transport transport;
  private final InFlight inFlight;
  private final FailsafeExecutor<Reply> reading;
  private final FailsafeExecutor<Reply> writing;
  private final FailsafeExecutor<Reply> untilThere;
  private final SiteConnection.Listener listener;

  Courier(
      Transport transport, InFlight inFlight, Patience patience, SiteConnection.Listener listener) {
    this.transport = transport;
    this.inFlight = inFlight;
    this.reading = patience.executor(true);
    this.writing = patience.executor(false);
    this.untilThere = patience.untilThere();
    this.listener = listener;
  }

  /** The last reply to {@code call}. */
  Reply send(Call call) {
    return retrying(call, call.reads() ? reading : writing, attempt -> once(call, attempt));
  }

  /**
   * The last reply to {@code create}, or a reply of 200 to {@code look} where an attempt that
   * seemed to fail had done its work: before each further attempt the site is asked.
   */
  Reply sendUnlessThere(Call create, Call look) {
    return retrying(
        create,
        writing,
        attempt -> {
          if (attempt > 1) {
            Reply seen = once(look, attempt);
            if (seen.status() != 404) {
              return seen;
            }
          }
          return once(create, attempt);
        });
  }

  /** Whether the site shows what {@code look} reads, now or a little later. */
  boolean appears(Call look) {
    return retrying(look, untilThere, attempt -> once(look, attempt)).succeeded();
  }

  private Reply once(Call call, int attempt) {
    return inFlight.pass(
        call.reads(),
        () -> {
          long start = System.nanoTime();
          Reply reply = transport.send(call).onAttempt(attempt);
          long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          listener.answered(call.method(), call.path(), reply.status(), attempt, milliseconds);
          return reply;
        });
  }

  private Reply retrying(Call call, FailsafeExecutor<Reply> executor, IntFunction<Reply> attempt) {
    Attempts attempts = new Attempts(call, attempt);
    try {
      return executor.get(attempts::next);
    } catch (FailsafeException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw Interruption.of();
      }
      throw e;
    }
  }

  /** The attempts at one request. Failsafe makes them one after the other. */
  private final class Attempts {
    private final Call call;
    private final IntFunction<Reply> attempt;
    private int count;
    private Optional<Reply> last = Optional.empty();
    private long lastEnded;

    Attempts(Call call, IntFunction<Reply> attempt) {
      this.call = call;
      this.attempt = attempt;
    }

    Reply next() {
      count++;
      last.ifPresent(
          reply ->
              listener.repeating(
                  new Repeat(
                      call.method(),
                      call.path(),
                      reply.words(),
                      count,
                      Duration.ofNanos(System.nanoTime() - lastEnded))));
      Reply reply = attempt.apply(count);
      last = Optional.of(reply);
      lastEnded = System.nanoTime();
      return reply;
    }
  }
}
