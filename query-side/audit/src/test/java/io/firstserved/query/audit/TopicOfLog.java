package io.firstserved.query.audit;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.TopicFormat;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.axonframework.extensions.kafka.eventhandling.HeaderUtils;
import org.axonframework.messaging.Headers;

/** Sends rows to the topic as the relay does, and on request as it must not. */
public final class TopicOfLog implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Map<Integer, Long> previous = new HashMap<>();
  private long incarnation;

  public TopicOfLog(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public void send(List<LogRow> rows) {
    rows.forEach(this::send);
    producer.flush();
  }

  /** What is sent from now on follows these rows, in the next life of the log. */
  public void beginIncarnation(List<LogRow> kept) {
    incarnation++;
    previous.clear();
    kept.forEach(row -> previous.put(partitionOf(row), row.index()));
  }

  private int partitionOf(LogRow row) {
    return BuiltInPartitioner.partitionForKey(
        row.aggregateId().getBytes(StandardCharsets.UTF_8), partitions);
  }

  private void send(LogRow row) {
    int partition = partitionOf(row);
    var before = previous.put(partition, row.index());
    var headers = new RecordHeaders();
    text(headers, Headers.MESSAGE_ID, row.eventId());
    text(headers, Headers.MESSAGE_TYPE, row.payloadType());
    text(headers, Headers.MESSAGE_REVISION, row.revision());
    headers.add(
        Headers.MESSAGE_TIMESTAMP,
        HeaderUtils.toBytes(Instant.parse(row.timestamp()).toEpochMilli()));
    text(headers, Headers.AGGREGATE_ID, row.aggregateId());
    headers.add(Headers.AGGREGATE_SEQ, HeaderUtils.toBytes(row.sequence()));
    text(headers, Headers.AGGREGATE_TYPE, row.aggregateType());
    text(headers, TopicFormat.INCARNATION, Long.toString(incarnation));
    text(headers, TopicFormat.GLOBAL_INDEX, Long.toString(row.index()));
    text(headers, TopicFormat.PREVIOUS_INDEX, Long.toString(before == null ? 0 : before));
    producer.send(
        new ProducerRecord<>(topic, partition, null, row.aggregateId(), row.payload(), headers));
  }

  private static void text(RecordHeaders headers, String key, String value) {
    headers.add(key, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
