package io.firstserved.query.projection;

import java.util.HashMap;
import java.util.Map;

/**
 * Decides when to go back for records that may merely not have been read: once for each position,
 * so that an event which really is missing does not make the reader turn in circles. Not
 * thread-safe.
 */
public final class Rereading {

  /** Where the reader went back to, and how far the run was then. */
  private record Attempt(long offset, long highestIndex) {}

  private final Map<Integer, Attempt> latest = new HashMap<>();

  /** By partition, the offsets to go back to after a batch. */
  public Map<Integer, Long> due(Projector.Outcome outcome) {
    var due = new HashMap<Integer, Long>();
    outcome
        .rereads()
        .forEach(
            (partition, position) -> {
              var attempt = new Attempt(position.nextOffset(), position.highestIndex());
              if (!attempt.equals(latest.put(partition, attempt))) {
                due.put(partition, position.nextOffset());
              }
            });
    return due;
  }

  /** Begins anew in a partition. */
  void forget(int partition) {
    latest.remove(partition);
  }
}
