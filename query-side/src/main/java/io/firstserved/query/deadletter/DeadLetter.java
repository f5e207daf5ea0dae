package io.firstserved.query.deadletter;

import io.firstserved.query.projection.Slot;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A parked event.
 *
 * @param id its identity; a retry goes by the log's order, not by this
 * @param projection which projection could not take it
 * @param slot in which slot
 * @param sequence the aggregate whose later events wait behind it
 * @param isWaiting whether it only waits behind an earlier one
 * @param globalIndex its place in the log; 0 if the record does not tell
 * @param eventType alias of the event's type, if the record tells
 * @param cause why it was not taken
 * @param parkedAt when it was parked
 * @param attempts how often it was tried
 * @param record as it was read from the topic
 */
record DeadLetter(
    long id,
    String projection,
    Slot slot,
    String sequence,
    boolean isWaiting,
    long globalIndex,
    @Nullable String eventType,
    String cause,
    Instant parkedAt,
    int attempts,
    ConsumerRecord<String, byte[]> record) {}
