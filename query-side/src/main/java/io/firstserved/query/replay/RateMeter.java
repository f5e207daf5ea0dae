package io.firstserved.query.replay;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Events per second over the last few seconds. */
final class RateMeter {

  /** Long enough to even out batches, short enough to show a change. */
  private static final Duration WINDOW = Duration.ofSeconds(5);

  private record Sample(long nanos, long events) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  /** The rate, now that so many events are done. */
  long at(long events) {
    var now = System.nanoTime();
    samples.addLast(new Sample(now, events));
    while (now - samples.getFirst().nanos() > WINDOW.toNanos()) {
      samples.removeFirst();
    }
    var first = samples.getFirst();
    var nanos = now - first.nanos();
    return nanos == 0 ? 0 : (events - first.events()) * Duration.ofSeconds(1).toNanos() / nanos;
  }
}
