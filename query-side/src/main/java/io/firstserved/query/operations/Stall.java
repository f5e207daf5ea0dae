package io.firstserved.query.operations;

import java.time.Duration;
import java.time.Instant;

/** For how long a stage has not moved although something waits for it. Not thread-safe. */
final class Stall {

  private long lastPosition = Long.MIN_VALUE;
  private Instant lastMove;

  Stall(Instant start) {
    this.lastMove = start;
  }

  /**
   * Looks again.
   *
   * @param position how far the stage is
   * @param waiting how many events wait for it; a stage nothing waits for is not still
   */
  Duration lasts(Instant now, long position, long waiting) {
    if (position != lastPosition || waiting == 0) {
      lastPosition = position;
      lastMove = now;
    }
    return Duration.between(lastMove, now);
  }
}
