package io.firstserved.command.gate.log;

import io.firstserved.command.log.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The database's clock, read now and then and carried forward in between by this node's monotonic
 * one: the node's own idea of the time of day does not matter. Thread-safe.
 */
final class LogClock {

  private record Reading(Instant at, long nanos) {}

  private final LogReader log;
  private final long intervalNanos;
  private volatile @Nullable Reading last;

  LogClock(LogReader log, Duration interval) {
    this.log = log;
    this.intervalNanos = interval.toNanos();
  }

  /** The present instant in whole milliseconds. */
  Instant now() {
    var reading = last;
    if (reading == null || System.nanoTime() - reading.nanos() > intervalNanos) {
      reading = new Reading(log.now(), System.nanoTime());
      last = reading;
    }
    return reading
        .at()
        .plusNanos(System.nanoTime() - reading.nanos())
        .truncatedTo(ChronoUnit.MILLIS);
  }
}
