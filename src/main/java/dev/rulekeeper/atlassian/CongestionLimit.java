package dev.rulekeeper.atlassian;

import com.netflix.concurrency.limits.limit.AbstractLimit;

/**
 * The requests in flight that a site bears, as TCP finds the packets that a line bears (RFC 5681):
 * one more for every round of answers, a quarter less for a round in which the site pushed back.
 *
 * <p>Netflix's own {@code AIMDLimit} adds one for every answer and cuts for every refusal, so
 * beside a site that refuses all above N it keeps sending about half of its requests in vain.
 */
final class CongestionLimit extends AbstractLimit {
  private final int most;
  private double allowed;
  private long lastCut = System.nanoTime();

  /** Begins at {@code most} and stays between 1 and that. */
  CongestionLimit(int most) {
    super(most);
    this.most = most;
    this.allowed = most;
  }

  @Override
  protected int _update(long startTime, long rtt, int inflight, boolean didDrop) {
    if (!didDrop) {
      allowed = Math.min(most, allowed + 1 / allowed);
    } else if (startTime - lastCut >= 0) {
      // Requests sent before the last cut say nothing about the limit after it.
      allowed = Math.max(1, allowed * 0.75);
      lastCut = startTime + rtt;
    }
    return (int) allowed;
  }
}
