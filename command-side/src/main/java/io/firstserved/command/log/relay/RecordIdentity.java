package io.firstserved.command.log.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.command.log.identity.SeenEvent;
import io.firstserved.serialization.EventFingerprint;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.messaging.Headers;
import org.jspecify.annotations.Nullable;

/** What a record says of its place in the log, whoever wrote it. */
final class RecordIdentity {

  private RecordIdentity() {}

  /**
   * The event; empty if the record is none of this log's: that concerns its readers, who stop in
   * front of it, and says nothing of the log.
   */
  static Optional<SeenEvent> of(ConsumerRecord<byte[], byte[]> record) {
    var index = header(record, TopicFormat.GLOBAL_INDEX);
    var eventId = header(record, Headers.MESSAGE_ID);
    var type = header(record, Headers.MESSAGE_TYPE);
    if (index == null || eventId == null || type == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      return seen(record, TopicFormat.identity(index), text(eventId), text(type));
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<SeenEvent> seen(
      ConsumerRecord<byte[], byte[]> record, long index, String eventId, String type) {
    return TopicFormat.identity(header(record, TopicFormat.LOG)) == 0
        ? Optional.of(
            new SeenEvent(
                TopicFormat.identity(header(record, TopicFormat.INCARNATION)),
                index,
                EventFingerprint.of(index, eventId, type, record.value())))
        : Optional.empty();
  }

  private static String text(byte[] header) {
    return new String(header, UTF_8);
  }

  private static byte @Nullable [] header(ConsumerRecord<?, ?> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }
}
