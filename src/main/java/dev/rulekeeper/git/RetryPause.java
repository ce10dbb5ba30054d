package dev.rulekeeper.git;

import java.time.Duration;

/** Waiting. */
final class RetryPause {
  private RetryPause() {}

  /**
   * Sleeps.
   *
   * @throws GitException if the thread is interrupted, with the interrupt flag set again
   */
  static void of(Duration duration) {
    try {
      Thread.sleep(Math.max(0, duration.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GitException("interrupted while waiting", "run the same command again");
    }
  }
}
