package dev.rulekeeper.sandbox;

import java.util.concurrent.TimeUnit;

/** A token bucket that holds at most what one second allows. */
final class RateLimit {
  private final double perSecond;
  private double tokens;
  private long lastNanos = System.nanoTime();

  /** {@code perSecond} 0 allows everything. */
  RateLimit(int perSecond) {
    this.perSecond = perSecond;
    this.tokens = perSecond;
  }

  /** Takes a token where there is one. */
  synchronized boolean allows() {
    if (perSecond == 0) {
      return true;
    }
    long now = System.nanoTime();
    double earned = perSecond * (now - lastNanos) / TimeUnit.SECONDS.toNanos(1);
    tokens = Math.min(perSecond, tokens + earned);
    lastNanos = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
