package io.firstserved.query.audit.run;

import io.firstserved.query.audit.source.StoredIncarnation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An audit in figures.
 *
 * @param events events checked
 * @param head the log's head when the audit began
 * @param campaigns campaigns in the audit
 * @param issued coupons issued in them
 * @param refused clear refusals, if a history of answers was given
 * @param firstEventAt when the first event was recorded
 * @param lastEventAt when the last event was recorded
 * @param topicEvents events compared with the topic
 * @param voidEvents events that the topic has and that an accepted loss of the log's end voided
 * @param incarnations the log's lives, with who accepted each loss and why; null in reports from
 *     before these were checked
 * @param readModelRows coupons compared with the read model
 * @param gatesCompared campaigns compared with the gate
 * @param answers answers compared with the log
 * @param unansweredCoupons coupons whose holder never got a clear answer
 * @param sealedUpTo up to which index the log is sealed
 * @param seal the last seal, hex
 * @param durationMillis how long it took
 * @param eventsPerSecond how fast the log was replayed
 */
public record Figures(
    long events,
    long head,
    long campaigns,
    long issued,
    @Nullable Long refused,
    @Nullable String firstEventAt,
    @Nullable String lastEventAt,
    @Nullable Long topicEvents,
    @Nullable Long voidEvents,
    @Nullable List<StoredIncarnation> incarnations,
    @Nullable Long readModelRows,
    @Nullable Long gatesCompared,
    @Nullable Long answers,
    @Nullable Long unansweredCoupons,
    @Nullable Long sealedUpTo,
    @Nullable String seal,
    long durationMillis,
    long eventsPerSecond) {

  /** The log's present life. */
  public long presentLife() {
    return incarnations == null
        ? 0
        : incarnations.stream().mapToLong(StoredIncarnation::number).max().orElse(0);
  }
}
