package io.firstserved.query.projection;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.serialization.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.extensions.kafka.eventhandling.DefaultKafkaMessageConverter;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;
import org.axonframework.messaging.Headers;
import org.axonframework.serialization.UnknownSerializedType;
import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

/**
 * Reads records with Axon's converter: headers, upcasters, payload. A record that cannot be read
 * comes out with its fault instead of its payload; nothing is dropped. Thread-safe.
 */
public final class RecordReader {

  private final KafkaMessageConverter<String, byte[]> converter;

  /** A reader that lifts old revisions by the given chain. */
  public RecordReader(EventSerializer serializer, EventUpcasterChain upcasters) {
    this.converter =
        DefaultKafkaMessageConverter.builder()
            .serializer(serializer)
            .upcasterChain(upcasters)
            .build();
  }

  /** Reads records, one for one and in the same order. */
  public List<TopicRecord> read(Iterable<ConsumerRecord<String, byte[]>> records) {
    var read = new ArrayList<TopicRecord>();
    records.forEach(next -> read.add(read(next)));
    return read;
  }

  /** Reads one record. */
  public TopicRecord read(ConsumerRecord<String, byte[]> raw) {
    var index = number(raw, TopicFormat.GLOBAL_INDEX);
    var previous = number(raw, TopicFormat.PREVIOUS_INDEX);
    if (index < 1 || previous < 0) {
      return new TopicRecord(raw, 0, 0, null, "no place in the log in its headers");
    }
    try {
      return readable(raw, index, previous);
    } catch (RuntimeException unreadable) {
      return new TopicRecord(raw, index, previous, null, Faults.told(unreadable));
    }
  }

  private TopicRecord readable(ConsumerRecord<String, byte[]> raw, long index, long previous) {
    var event = converter.readKafkaMessage(raw).orElse(null);
    if (event == null) {
      return new TopicRecord(raw, index, previous, null, "not an event message");
    }
    if (event.getPayload() instanceof UnknownSerializedType) {
      var type = text(raw, Headers.MESSAGE_TYPE);
      var revision = text(raw, Headers.MESSAGE_REVISION);
      return new TopicRecord(
          raw, index, previous, null, "unknown event type " + type + ", revision " + revision);
    }
    return new TopicRecord(raw, index, previous, event, null);
  }

  /** A header's text; {@code "none"} if there is no such header. */
  static String text(ConsumerRecord<String, byte[]> raw, String header) {
    var found = raw.headers().lastHeader(header);
    return found == null || found.value() == null
        ? "none"
        : new String(found.value(), StandardCharsets.UTF_8);
  }

  private static long number(ConsumerRecord<String, byte[]> raw, String header) {
    try {
      return Long.parseLong(text(raw, header));
    } catch (NumberFormatException absentOrMalformed) {
      return -1;
    }
  }
}
