package io.firstserved.query.projection;

import org.jspecify.annotations.Nullable;

/**
 * How far a run is in one partition of the topic.
 *
 * @param partition which partition
 * @param nextOffset where to read on
 * @param highestIndex place in the log of the last event taken; 0 before the first
 * @param events how many different events were taken
 * @param gapBefore while the event after {@code highestIndex} is missing: the place in the log of
 *     the one found instead; else null
 * @param node which node wrote this; for people
 */
public record Position(
    int partition,
    long nextOffset,
    long highestIndex,
    long events,
    @Nullable Long gapBefore,
    String node) {

  static Position start(int partition) {
    return new Position(partition, 0, 0, 0, null, "");
  }

  /** Whether an event is missing, so that nothing after it is taken. */
  public boolean isBlocked() {
    return gapBefore != null;
  }
}
