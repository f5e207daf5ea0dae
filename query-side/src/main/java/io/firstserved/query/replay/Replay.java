package io.firstserved.query.replay;

import io.firstserved.query.projection.Slot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A projection's latest replay.
 *
 * @param projection which projection
 * @param slot the slot it fills
 * @param status how far it is
 * @param events how many events it has taken
 * @param totalEvents how many the live run has taken
 * @param eventsPerSecond its latest rate
 * @param startedAt when it began
 * @param finishedAt when it was swapped in; null before
 * @param owner which node works on it; null if none does
 * @param fault what the last attempt failed at; null while all is well
 */
record Replay(
    String projection,
    Slot slot,
    Status status,
    long events,
    long totalEvents,
    long eventsPerSecond,
    Instant startedAt,
    @Nullable Instant finishedAt,
    @Nullable String owner,
    @Nullable String fault) {

  /** What is to be done next. */
  enum Status {
    /** Its slot is emptied first. */
    CLEARING,
    /** Events are taken into its slot. */
    RUNNING,
    /** An operator stopped it; it can be carried on. */
    CANCELLED,
    /** Its slot is the live one; the other is to be emptied. */
    SWAPPED,
    /** Nothing is left to do. */
    COMPLETED;

    /** Whether a node works on it, or should. */
    boolean isActive() {
      return this == CLEARING || this == RUNNING || this == SWAPPED;
    }
  }
}
