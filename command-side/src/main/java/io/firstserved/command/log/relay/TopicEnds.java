package io.firstserved.command.log.relay;

import static java.util.Objects.requireNonNull;

import io.firstserved.command.log.identity.RelayedEvents;
import io.firstserved.command.log.identity.SeenEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The highest event in each partition of the topic, by its last records. A partition is read again
 * only when its end has moved. Used by one thread at a time; whatever fails, the next look begins
 * with a new consumer.
 */
final class TopicEnds implements RelayedEvents, AutoCloseable {

  private static final Comparator<SeenEvent> BY_PLACE =
      Comparator.comparingLong(SeenEvent::incarnation).thenComparingLong(SeenEvent::index);

  private final Map<String, Object> settings;
  private final String topic;
  private final Duration limit;
  private final int records;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, SeenEvent> highest = new HashMap<>();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param client how to reach Kafka
   */
  TopicEnds(Map<String, Object> client, RelayProperties relay) {
    this.topic = relay.topic();
    this.limit = relay.topicLimit();
    this.records = relay.endRecords();
    settings = new HashMap<>(client);
    int millis = Math.toIntExact(limit.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
  }

  /**
   * @throws KafkaException if Kafka does not answer within the limit
   */
  @Override
  public List<SeenEvent> highest() throws InterruptedException {
    var known = false;
    try {
      var present = consumer == null ? connect() : consumer;
      readWhatMoved(present);
      known = true;
      return List.copyOf(highest.values());
    } catch (InterruptException e) {
      // Kafka's own exception has set the interrupt flag again.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    } finally {
      if (!known) {
        close();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> connect() {
    var connected =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer = connected;
    return connected;
  }

  private void readWhatMoved(KafkaConsumer<byte[], byte[]> reader) {
    var partitions =
        reader.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    var now = reader.endOffsets(partitions);
    ends.keySet().retainAll(partitions);
    highest.keySet().retainAll(partitions);
    var moved =
        partitions.stream().filter(one -> !Objects.equals(now.get(one), ends.get(one))).toList();
    if (!moved.isEmpty()) {
      read(reader, moved, now);
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> reader,
      Collection<TopicPartition> moved,
      Map<TopicPartition, Long> now) {
    reader.assign(moved);
    var begins = reader.beginningOffsets(moved);
    moved.forEach(
        one -> reader.seek(one, Math.max(offset(begins, one), offset(now, one) - records)));
    var found = new HashMap<TopicPartition, SeenEvent>();
    long deadline = System.nanoTime() + limit.toNanos();
    while (moved.stream().anyMatch(one -> reader.position(one) < offset(now, one))) {
      reader.poll(remaining(deadline)).forEach(record -> note(record, found));
    }
    moved.forEach(highest::remove);
    highest.putAll(found);
    moved.forEach(one -> ends.put(one, offset(now, one)));
  }

  private static long offset(Map<TopicPartition, Long> offsets, TopicPartition of) {
    return requireNonNull(offsets.get(of));
  }

  private Duration remaining(long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      throw new KafkaException("the ends of topic " + topic + " were not read within " + limit);
    }
    return Duration.ofNanos(left);
  }

  private static void note(
      ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, SeenEvent> found) {
    RecordIdentity.of(record)
        .ifPresent(
            seen ->
                found.merge(
                    new TopicPartition(record.topic(), record.partition()),
                    seen,
                    (one, other) -> BY_PLACE.compare(one, other) > 0 ? one : other));
  }

  /** Forgets what it knows, so that the next look reads everything again. */
  @Override
  public void close() {
    ends.clear();
    highest.clear();
    var present = consumer;
    consumer = null;
    if (present != null) {
      present.close(CloseOptions.timeout(Duration.ZERO));
    }
  }
}
