package io.firstserved.query.projection;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.audit.source.TopicPlace;
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
    var at = TopicPlace.of(raw.headers());
    var previous = number(raw, TopicFormat.PREVIOUS_INDEX);
    if (at.index() < 1 || previous < 0) {
      return new TopicRecord(
          raw, TopicPlace.NOWHERE, 0, null, "no place in the log in its headers");
    }
    var placed = new TopicRecord(raw, at, previous, null, null);
    try {
      return readable(placed);
    } catch (RuntimeException unreadable) {
      return placed.unreadable(Faults.told(unreadable));
    }
  }

  private TopicRecord readable(TopicRecord placed) {
    var raw = placed.raw();
    var event = converter.readKafkaMessage(raw).orElse(null);
    if (event == null) {
      return placed.unreadable("not an event message");
    }
    if (event.getPayload() instanceof UnknownSerializedType) {
      var type = text(raw, Headers.MESSAGE_TYPE);
      var revision = text(raw, Headers.MESSAGE_REVISION);
      return placed.unreadable("unknown event type " + type + ", revision " + revision);
    }
    return placed.holding(event);
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
