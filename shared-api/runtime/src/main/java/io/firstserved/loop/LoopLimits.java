package io.firstserved.loop;

import java.time.Duration;

/**
 * Limits of one loop.
 *
 * @param staleAfter from how long without a success on the loop counts as failing. At least several
 *     times what a turn and its pause take
 * @param firstBackoff wait after the first failure in a row; doubles with each further one
 * @param mostBackoff longest wait between two turns that fail
 * @param stopLimit longest wait for the loop's end when it is stopped; after that it is left
 *     behind, on a thread that does not keep the process alive
 */
public record LoopLimits(
    Duration staleAfter, Duration firstBackoff, Duration mostBackoff, Duration stopLimit) {

  /** What suits most loops: unhealthy after 30 s, backoff from 100 ms to 5 s, 5 s to stop. */
  public static final LoopLimits DEFAULT =
      new LoopLimits(
          Duration.ofSeconds(30),
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5));

  /** Checks the limits. */
  public LoopLimits {
    if (staleAfter.toMillis() < 1 || firstBackoff.toMillis() < 1 || stopLimit.toMillis() < 1) {
      throw new IllegalArgumentException("limits of a loop are at least 1 ms");
    }
    if (mostBackoff.compareTo(firstBackoff) < 0) {
      throw new IllegalArgumentException("the longest backoff is at least the first");
    }
  }

  /** The same with another limit of staleness. */
  public LoopLimits staleAfter(Duration other) {
    return new LoopLimits(other, firstBackoff, mostBackoff, stopLimit);
  }

  /** The same with another backoff, as long after the first failure as after many. */
  public LoopLimits backoff(Duration constant) {
    return new LoopLimits(staleAfter, constant, constant, stopLimit);
  }

  /** The same with another limit for its end. */
  public LoopLimits stopLimit(Duration other) {
    return new LoopLimits(staleAfter, firstBackoff, mostBackoff, other);
  }

  /** Wait after so many failures in a row, from 1. */
  Duration backoffAfter(int failures) {
    var doublings = Math.min(failures - 1, 30);
    var wait = firstBackoff.multipliedBy(1L << doublings);
    return wait.compareTo(mostBackoff) > 0 ? mostBackoff : wait;
  }
}
