package io.firstserved.command.log.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.position.LogPosition;
import io.firstserved.serialization.EventSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.axonframework.extensions.kafka.eventhandling.HeaderUtils;
import org.axonframework.messaging.Headers;

/**
 * Makes a row of the log a record of the topic: the payload's bytes unchanged, Axon's own headers
 * so that its converter can read it, and those of {@link TopicFormat}.
 */
final class RecordFactory {

  private static final TypeReference<Map<String, Object>> META_DATA = new TypeReference<>() {};

  private final String topic;
  private final ObjectMapper json = EventSerializer.objectMapper();

  RecordFactory(String topic) {
    this.topic = topic;
  }

  ProducerRecord<byte[], byte[]> record(
      LogRow row, int partition, long previousIndex, LogPosition position) {
    var at = Instant.parse(row.timestamp());
    return new ProducerRecord<>(
        topic,
        partition,
        at.toEpochMilli(),
        key(row),
        row.payload(),
        headers(row, at, previousIndex, position));
  }

  private RecordHeaders headers(LogRow row, Instant at, long previousIndex, LogPosition position) {
    var headers = new RecordHeaders();
    headers.add(TopicFormat.GLOBAL_INDEX, ascii(row.index()));
    headers.add(TopicFormat.PREVIOUS_INDEX, ascii(previousIndex));
    headers.add(TopicFormat.LOG, ascii(position.log()));
    headers.add(TopicFormat.INCARNATION, ascii(position.incarnation()));
    HeaderUtils.addHeader(headers, Headers.MESSAGE_ID, row.eventId());
    HeaderUtils.addHeader(headers, Headers.AGGREGATE_ID, row.aggregateId());
    HeaderUtils.addHeader(headers, Headers.AGGREGATE_SEQ, row.sequence());
    HeaderUtils.addHeader(headers, Headers.AGGREGATE_TYPE, row.aggregateType());
    HeaderUtils.addHeader(headers, Headers.MESSAGE_TIMESTAMP, at);
    HeaderUtils.addHeader(headers, Headers.MESSAGE_TYPE, row.payloadType());
    HeaderUtils.addHeader(headers, Headers.MESSAGE_REVISION, row.revision());
    // Axon's converter reads every metadata header as text, so all are written as text.
    metaData(row)
        .forEach(
            (key, value) ->
                HeaderUtils.addHeader(
                    headers, HeaderUtils.generateMetadataKey(key), String.valueOf(value)));
    return headers;
  }

  private Map<String, Object> metaData(LogRow row) {
    try {
      return json.readValue(row.metaData(), META_DATA);
    } catch (IOException e) {
      throw new UncheckedIOException("metadata at global index " + row.index(), e);
    }
  }

  private static byte[] key(LogRow row) {
    return row.aggregateId().getBytes(US_ASCII);
  }

  private static byte[] ascii(long number) {
    return Long.toString(number).getBytes(US_ASCII);
  }
}
