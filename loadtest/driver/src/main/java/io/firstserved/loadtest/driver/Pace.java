package io.firstserved.loadtest.driver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the next request is due. At a given rate requests are due at even distances whatever the
 * server does, and their latency counts from then, so that a stalled server cannot hide its stall
 * (coordinated omission). Without a rate a request is due whenever a connection is free.
 */
final class Pace {

  private static final double NANOS_PER_SECOND = 1e9;

  private final long start;
  private final double nanosBetween;
  private final long maxLateNanos;
  private long taken;

  Pace(long startNanos, @Nullable Double rate, @Nullable Duration maxLate) {
    this.start = startNanos;
    this.nanosBetween = rate == null ? 0 : NANOS_PER_SECOND / rate;
    this.maxLateNanos = maxLate == null ? Long.MAX_VALUE : maxLate.toNanos();
  }

  boolean due(long now) {
    return nextDue() - now <= 0;
  }

  /** Takes the request that is due, and says since when it has been. */
  long take(long now) {
    long since = nanosBetween == 0 ? now : nextDue();
    taken++;
    return since;
  }

  /** Whether the request that is due waited so long for a free connection that it is dropped. */
  boolean tooLate(long now) {
    return nanosBetween > 0 && now - nextDue() > maxLateNanos;
  }

  private long nextDue() {
    return start + (long) (taken * nanosBetween);
  }
}
