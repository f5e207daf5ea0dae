package io.firstserved.query.audit.source;

import io.firstserved.api.event.LogRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.axonframework.extensions.kafka.eventhandling.HeaderUtils;
import org.jspecify.annotations.Nullable;

/** Turns a record of the event topic back into the row it was made of. */
final class TopicRecords {

  private static final byte[] NO_META_DATA = "{}".getBytes(StandardCharsets.US_ASCII);

  private TopicRecords() {}

  /** The row; null if the record lacks what every event carries. */
  static @Nullable LogRow row(ConsumerRecord<String, byte[]> kafkaRecord) {
    var headers = kafkaRecord.headers();
    var index = TopicPlace.of(headers).index();
    var eventId = text(headers, org.axonframework.messaging.Headers.MESSAGE_ID);
    var aggregate = text(headers, org.axonframework.messaging.Headers.AGGREGATE_ID);
    var sequence = headers.lastHeader(org.axonframework.messaging.Headers.AGGREGATE_SEQ);
    var type = text(headers, org.axonframework.messaging.Headers.MESSAGE_TYPE);
    if (index < 1
        || eventId == null
        || aggregate == null
        || sequence == null
        || type == null
        || kafkaRecord.value() == null) {
      return null;
    }
    return new LogRow(
        index,
        eventId,
        aggregate,
        HeaderUtils.asLong(sequence.value()),
        text(headers, org.axonframework.messaging.Headers.AGGREGATE_TYPE),
        timestamp(headers),
        type,
        text(headers, org.axonframework.messaging.Headers.MESSAGE_REVISION),
        kafkaRecord.value(),
        NO_META_DATA);
  }

  private static @Nullable String text(Headers headers, String key) {
    var header = headers.lastHeader(key);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String timestamp(Headers headers) {
    var millis =
        HeaderUtils.valueAsLong(headers, org.axonframework.messaging.Headers.MESSAGE_TIMESTAMP);
    return millis == null ? "" : Instant.ofEpochMilli(millis).toString();
  }
}
