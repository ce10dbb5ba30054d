package dev.rulekeeper.atlassian;

import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.BlockingLimiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import dev.rulekeeper.atlassian.Reply.Trouble;
import java.util.function.Supplier;

/** Holds a request back while as many are in flight as the site bears. */
final class InFlight {
  private final CongestionLimit limit;
  private final Limiter<Void> limiter;

  /** Lets up to {@code most} requests through at once. */
  InFlight(int most) {
    this.limit = new CongestionLimit(most);
    this.limiter = BlockingLimiter.wrap(SimpleLimiter.newBuilder().limit(limit).build());
  }

  /** The requests that may be in flight now. */
  int allowed() {
    return limit.getLimit();
  }

  /**
   * Waits for its turn, then runs {@code request}.
   *
   * @throws ApiException if the thread is interrupted while it waits
   */
  Reply pass(boolean read, Supplier<Reply> request) {
    Limiter.Listener permit = limiter.acquire(null).orElseThrow(Interruption::of);
    Reply reply;
    try {
      reply = request.get();
    } catch (RuntimeException e) {
      permit.onIgnore();
      throw e;
    }
    if (reply.trouble(read) == Trouble.NONE || reply.status() == 500) {
      permit.onSuccess();
    } else {
      permit.onDropped();
    }
    return reply;
  }
}
