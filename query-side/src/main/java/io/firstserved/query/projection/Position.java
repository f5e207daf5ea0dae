package io.firstserved.query.projection;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstserved.position.LogPosition;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How far a run is in one partition of the topic.
 *
 * @param partition which partition
 * @param nextOffset where to read on
 * @param log which log it follows
 * @param incarnation which life of that log the last event taken is of
 * @param highestIndex place in the log of the last event taken; 0 before the first
 * @param events how many different events were taken
 * @param gapBefore while the event after {@code highestIndex} is missing: the place in the log of
 *     the one found instead; else null
 * @param divergence why the record at {@code nextOffset} cannot be of the log that was projected;
 *     null if it can
 * @param recent the last events taken
 * @param node which node wrote this; for people
 */
public record Position(
    int partition,
    long nextOffset,
    int log,
    long incarnation,
    long highestIndex,
    long events,
    @Nullable Long gapBefore,
    @Nullable String divergence,
    @JsonIgnore RecentEvents recent,
    String node) {

  static Position start(int partition) {
    return new Position(partition, 0, 0, 0, 0, 0, null, null, RecentEvents.unknown(), "");
  }

  /** The place of the last event taken. */
  LogPosition last() {
    return new LogPosition(log, incarnation, highestIndex);
  }

  /** Whether an event is missing, so that nothing after it is taken. */
  public boolean isBlocked() {
    return gapBefore != null;
  }

  /** Whether the topic holds another log than the one that was projected. */
  public boolean isDiverged() {
    return divergence != null;
  }

  /** The fingerprint of the event at {@code highestIndex}; null if it is not known. */
  @JsonProperty
  @Schema(types = {"string", "null"})
  public @Nullable String fingerprint() {
    return recent.fingerprintOf(highestIndex);
  }
}
