package dev.rulekeeper.atlassian;

import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Sends requests until they are answered or patience ends, no more at once than the site bears. */
final class RetryingClient {
  private final HttpTransport transport;
  private final RequestLimiter inFlight;
  private final FailsafeExecutor<ApiResponse> reading;
  private final FailsafeExecutor<ApiResponse> writing;
  private final FailsafeExecutor<ApiResponse> untilThere;
  private final SiteConnection.Listener listener;

  RetryingClient(
      HttpTransport transport,
      RequestLimiter inFlight,
      RequestRetryPolicy patience,
      SiteConnection.Listener listener) {
    this.transport = transport;
    this.inFlight = inFlight;
    this.reading = patience.executor(true);
    this.writing = patience.executor(false);
    this.untilThere = patience.untilThere();
    this.listener = listener;
  }

  /** The last reply to {@code call}. */
  ApiResponse send(ApiRequest call) {
    return retrying(call, call.reads() ? reading : writing, attempt -> once(call, attempt));
  }

  /**
   * The last reply to {@code create}, or a reply of 200 to {@code look} where an attempt that
   * seemed to fail had done its work: before each further attempt the site is asked.
   */
  ApiResponse sendUnlessThere(ApiRequest create, ApiRequest look) {
    return retrying(
        create,
        writing,
        attempt -> {
          if (attempt > 1) {
            ApiResponse seen = once(look, attempt);
            if (seen.status() != 404) {
              return seen;
            }
          }
          return once(create, attempt);
        });
  }

  /** Whether the site shows what {@code look} reads, now or a little later. */
  boolean appears(ApiRequest look) {
    return retrying(look, untilThere, attempt -> once(look, attempt)).succeeded();
  }

  private ApiResponse once(ApiRequest call, int attempt) {
    return inFlight.pass(
        call.reads(),
        () -> {
          long start = System.nanoTime();
          ApiResponse reply = transport.send(call).onAttempt(attempt);
          long milliseconds = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
          listener.answered(call.method(), call.path(), reply.status(), attempt, milliseconds);
          return reply;
        });
  }

  private ApiResponse retrying(
      ApiRequest call, FailsafeExecutor<ApiResponse> executor, IntFunction<ApiResponse> attempt) {
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
    private final ApiRequest call;
    private final IntFunction<ApiResponse> attempt;
    private int count;
    private Optional<ApiResponse> last = Optional.empty();
    private long lastEnded;

    Attempts(ApiRequest call, IntFunction<ApiResponse> attempt) {
      this.call = call;
      this.attempt = attempt;
    }

    ApiResponse next() {
      count++;
      last.ifPresent(
          reply ->
              listener.repeating(
                  new Retry(
                      call.method(),
                      call.path(),
                      reply.words(),
                      count,
                      Duration.ofNanos(System.nanoTime() - lastEnded))));
      ApiResponse reply = attempt.apply(count);
      last = Optional.of(reply);
      lastEnded = System.nanoTime();
      return reply;
    }
  }
}
