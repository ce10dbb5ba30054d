package dev.rulekeeper.atlassian;

/**
 * The rate of requests that a site bears, once it has asked for fewer. To wait as each refusal asks
 * is not enough: a site that refills its allowance all the time, but asks for a whole second, would
 * see us asleep for most of that second.
 *
 * <p>The rate is cut at a refusal, but not below what the site was seen to bear between two
 * refusals, and grows again with the cube of the time since (as in CUBIC, RFC 9438): slowly near
 * the rate that was refused, then ever faster. Times are nanoseconds of one clock.
 */
final class RequestRate {
  private static final double SECOND = 1e9;
  private static final double CUT = 0.7;
  private static final double SLOWEST = 1;
  private static final double GROWTH = 0.01;
  private static final double SAFELY_BELOW = 0.97;

  private double perSecond = Double.POSITIVE_INFINITY;
  private double typicalDuration = 0;
  private double borne = 0;
  private int acceptedSinceMark = 0;
  private long mark;
  private long lastCut;
  private long nextSlot;

  /** Takes the next slot and gives how long to wait for it, or 0. */
  synchronized long reserve(long now) {
    double rate = rate(now);
    if (rate == Double.POSITIVE_INFINITY) {
      return 0;
    }
    long interval = (long) (SECOND / rate);
    // A late thread may make up for a slot, else each delay of a thread would be lost.
    long slot = Math.max(nextSlot, now - interval);
    nextSlot = slot + interval;
    return Math.max(0, slot - now);
  }

  /** A request that was in flight from {@code sent} to {@code now} was accepted. */
  synchronized void accepted(long sent, long now) {
    double duration = now - sent;
    typicalDuration =
        typicalDuration == 0 ? duration : typicalDuration + (duration - typicalDuration) / 16;
    acceptedSinceMark++;
  }

  /**
   * A request was refused for being one too many.
   *
   * @param asked when it asked for its slot
   * @param inFlight how many may be in flight, itself included
   */
  synchronized void refused(long asked, long now, int inFlight) {
    if (perSecond == Double.POSITIVE_INFINITY) {
      // Little's law: so many in flight, each for so long.
      double duration = Math.max(1, typicalDuration == 0 ? now - asked : typicalDuration);
      mark(now);
      cut(inFlight * SECOND / duration, now);
    } else if (asked - lastCut >= 0) {
      // Requests that had their turn before the last cut say nothing about the rate after it.
      if (now - mark >= SECOND) {
        // The allowance was used up both then and now, so the site bears at least this.
        borne = SAFELY_BELOW * acceptedSinceMark * SECOND / (now - mark);
        mark(now);
      }
      cut(rate(now), now);
    }
  }

  private void mark(long now) {
    mark = now;
    acceptedSinceMark = 0;
  }

  private void cut(double rate, long now) {
    perSecond = Math.max(Math.max(borne, SLOWEST), rate * CUT);
    lastCut = now;
    nextSlot = now + (long) (SECOND / perSecond);
  }

  /** The requests per second that may be sent, infinite while the site has refused none. */
  synchronized double rate(long now) {
    if (perSecond == Double.POSITIVE_INFINITY) {
      return perSecond;
    }
    double seconds = (now - lastCut) / SECOND;
    return perSecond * (1 + GROWTH * seconds * seconds * seconds);
  }
}
