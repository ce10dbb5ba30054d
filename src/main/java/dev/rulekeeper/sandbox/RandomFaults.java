package dev.rulekeeper.sandbox;

import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Spoils a share of the requests; the same seed spoils the same ones, counted as they come in. */
final class RandomFaults {
  private static final List<FaultKind> KINDS =
      List.of(
          FaultKind.TOO_MANY_REQUESTS,
          FaultKind.INTERNAL_ERROR,
          FaultKind.UNAVAILABLE,
          FaultKind.RESET,
          FaultKind.TRUNCATED);

  private final int percent;
  private final long seed;
  private final AtomicLong count = new AtomicLong();

  RandomFaults(int percent, long seed) {
    this.percent = percent;
    this.seed = seed;
  }

  FaultKind next() {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + count.incrementAndGet());
    return random.nextInt(100) < percent ? KINDS.get(random.nextInt(KINDS.size())) : FaultKind.NONE;
  }
}
