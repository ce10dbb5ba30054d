package dev.rulekeeper.atlassian;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.BlockingLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.rulekeeper.atlassian.ApiResponse.Trouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Holds a request back while the site bears no more, by number in flight and by rate. */
final class RequestLimiter {
  private final CongestionLimit limit;
  private final Limiter<Void> limiter;
  private final RequestRate pace = new RequestRate();

  /** Lets up to {@code most} requests through at once. */
  RequestLimiter(int most) {
    this.limit = new CongestionLimit(most);
    this.limiter = BlockingLimiter.wrap(SimpleLimiter.newBuilder().limit(limit).build());
  }

  /**
   * Waits for its turn, then runs {@code request}.
   *
   * @throws ApiException if the thread is interrupted while it waits
   */
  ApiResponse pass(boolean read, Supplier<ApiResponse> request) {
    long asked = System.nanoTime();
    sleep(pace.reserve(asked));
    Limiter.Listener permit = limiter.acquire(null).orElseThrow(Interruption::of);
    long sent = System.nanoTime();
    ApiResponse reply;
    boolean ended = false;
    try {
      reply = request.get();
      ended = true;
    } finally {
      if (!ended) {
        // Whatever was thrown, an error among it: a permit that is not given back blocks others.
        permit.onIgnore();
      }
    }
    long now = System.nanoTime();
    Trouble trouble = reply.trouble(read);
    if (trouble == Trouble.THROTTLED) {
      pace.refused(asked, now, limit.getLimit());
    } else if (reply.succeeded()) {
      pace.accepted(sent, now);
    }
    // A 500 is a defect of one request rather than a lack of room.
    if (trouble == Trouble.NONE || reply.status() == 500) {
      permit.onSuccess();
    } else {
      permit.onDropped();
    }
    return reply;
  }

  private static void sleep(long nanoseconds) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanoseconds);
    } catch (InterruptedException e) {
      throw Interruption.of();
    }
  }
}
