package io.firstserved.query.audit.run;

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
    @Nullable Long readModelRows,
    @Nullable Long gatesCompared,
    @Nullable Long answers,
    @Nullable Long unansweredCoupons,
    @Nullable Long sealedUpTo,
    @Nullable String seal,
    long durationMillis,
    long eventsPerSecond) {}
