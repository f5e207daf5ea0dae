package io.firstserved.command.incarnation;

import io.firstserved.command.log.identity.StoredIncarnation;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One incarnation of the log, for operators.
 *
 * @param incarnation its number, from 0
 * @param firstIndex the place of its first event; what earlier ones had from here on is void
 * @param previousFingerprint what stands before that place; empty if there is nothing
 * @param begunAt when it began
 * @param begunBy who decided it
 * @param reason why
 * @param recordedAt the place of the event that records it; null for the first, which nobody
 *     decided, and while that event is still to be written
 */
record IncarnationAnswer(
    long incarnation,
    long firstIndex,
    String previousFingerprint,
    Instant begunAt,
    String begunBy,
    String reason,
    @Nullable Long recordedAt) {

  static IncarnationAnswer of(StoredIncarnation stored, @Nullable Long recordedAt) {
    return new IncarnationAnswer(
        stored.number(),
        stored.firstIndex(),
        stored.previousFingerprint(),
        stored.begunAt(),
        stored.begunBy(),
        stored.reason(),
        recordedAt);
  }
}
