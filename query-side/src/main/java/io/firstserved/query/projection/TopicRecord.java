package io.firstserved.query.projection;

import io.firstserved.position.LogPosition;
import io.firstserved.serialization.EventFingerprint;
import java.time.Instant;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.messaging.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A record of the topic, read as far as it can be.
 *
 * @param raw as it came
 * @param at place in the log; index 0 if the record does not tell
 * @param previousIndex place in the log of the event before it in the same partition
 * @param event the event; null if it cannot be read
 * @param fault why it cannot be read; null if it can
 */
public record TopicRecord(
    ConsumerRecord<String, byte[]> raw,
    LogPosition at,
    long previousIndex,
    @Nullable EventMessage<?> event,
    @Nullable String fault) {

  private static final byte[] NOTHING = new byte[0];

  /** Longest sequence that is told from others, in characters. */
  private static final int MAX_SEQUENCE_LENGTH = 128;

  TopicRecord holding(EventMessage<?> newEvent) {
    return new TopicRecord(raw, at, previousIndex, newEvent, null);
  }

  TopicRecord unreadable(String newFault) {
    return new TopicRecord(raw, at, previousIndex, null, newFault);
  }

  /**
   * The short name of what stands at its place. Reckoned anew at each call, because only few are
   * asked for it: the last of each batch, and what comes again.
   */
  String fingerprint() {
    return EventFingerprint.of(
        globalIndex(), eventId(), eventType(), Objects.requireNonNullElse(raw.value(), NOTHING));
  }

  /** Place in the log, whichever incarnation; 0 if the record does not tell. */
  public long globalIndex() {
    return at.index();
  }

  /** The topic's partition. */
  public int partition() {
    return raw.partition();
  }

  /** Place in the partition. */
  public long offset() {
    return raw.offset();
  }

  /**
   * The aggregate, whose events stay in order; empty if the record has no key. A key longer than
   * any of ours is cut, so that every record can be parked; what then shares a sequence waits.
   */
  public String sequence() {
    var key = raw.key() == null ? "" : raw.key();
    return key.length() <= MAX_SEQUENCE_LENGTH ? key : key.substring(0, MAX_SEQUENCE_LENGTH);
  }

  /** When it was written to the topic or, as the relay sets it, recorded in the log. */
  public Instant recordedAt() {
    return Instant.ofEpochMilli(raw.timestamp());
  }

  /** The event's identity; {@code "none"} if the record does not tell. */
  public String eventId() {
    return RecordReader.text(raw, Headers.MESSAGE_ID);
  }

  /** Alias of the event's type; {@code "none"} if the record does not tell. */
  public String eventType() {
    return RecordReader.text(raw, Headers.MESSAGE_TYPE);
  }

  /** Whether the record says where in the log it stands; every record of the relay does. */
  boolean isNumbered() {
    return globalIndex() > 0;
  }
}
