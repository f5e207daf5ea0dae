package io.firstserved.query.projection;

import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic, read as far as it can be.
 *
 * @param raw as it came
 * @param globalIndex place in the log; 0 if the record does not tell
 * @param previousIndex place in the log of the event before it in the same partition
 * @param event the event; null if it cannot be read
 * @param fault why it cannot be read; null if it can
 */
public record TopicRecord(
    ConsumerRecord<String, byte[]> raw,
    long globalIndex,
    long previousIndex,
    @Nullable EventMessage<?> event,
    @Nullable String fault) {

  /** The topic's partition. */
  public int partition() {
    return raw.partition();
  }

  /** Place in the partition. */
  public long offset() {
    return raw.offset();
  }

  /** The aggregate, whose events stay in order; empty if the record has no key. */
  public String sequence() {
    return raw.key() == null ? "" : raw.key();
  }

  /** When it was written to the topic or, as the relay sets it, recorded in the log. */
  public Instant recordedAt() {
    return Instant.ofEpochMilli(raw.timestamp());
  }

  /** Whether the record says where in the log it stands; every record of the relay does. */
  boolean isNumbered() {
    return globalIndex > 0;
  }
}
