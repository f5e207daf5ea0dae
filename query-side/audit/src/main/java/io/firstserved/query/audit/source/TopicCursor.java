package io.firstserved.query.audit.source;

import io.firstserved.api.event.LogRow;
import io.firstserved.position.VoidRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic as one stream in index order: each partition is in that order already, so the
 * partitions are merged with a bounded buffer for each. Ends where the topic ended when the cursor
 * was opened. Used by one thread.
 */
public final class TopicCursor implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final TopicLimits limits;
  private final Map<TopicPartition, TopicPartitionReader> readers = new LinkedHashMap<>();
  private final List<String> cuts = new ArrayList<>();

  private TopicCursor(Consumer<String, byte[]> consumer, TopicLimits limits) {
    this.consumer = consumer;
    this.limits = limits;
  }

  /**
   * Limits of reading the topic.
   *
   * @param buffer most events held in memory per partition, beside one poll's
   * @param timeout longest wait for the brokers before the topic counts as unreachable
   */
  public record TopicLimits(int buffer, Duration timeout) {}

  /**
   * Opens the whole topic.
   *
   * @param consumer a consumer without group, closed by the cursor
   * @param rule which records are void: they are left out
   * @throws SourceUnavailableException if the topic does not answer
   */
  public static TopicCursor open(
      Consumer<String, byte[]> consumer,
      String topic,
      TopicLimits limits,
      VoidRule rule,
      TopicFaults faults) {
    var cursor = new TopicCursor(consumer, limits);
    try {
      cursor.assign(topic, rule, faults);
      return cursor;
    } catch (KafkaException unreachable) {
      cursor.close();
      throw unavailable(unreachable);
    }
  }

  private void assign(String topic, VoidRule rule, TopicFaults faults) {
    var partitions =
        consumer.partitionsFor(topic, limits.timeout()).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .toList();
    consumer.assign(partitions);
    var ends = consumer.endOffsets(partitions, limits.timeout());
    consumer
        .beginningOffsets(partitions, limits.timeout())
        .forEach(
            (partition, begin) -> {
              if (begin > 0) {
                cuts.add("partition " + partition.partition() + " begins at offset " + begin);
              }
              consumer.seek(partition, begin);
            });
    for (var partition : partitions) {
      var reader =
          new TopicPartitionReader(partition, ends.getOrDefault(partition, 0L), rule, faults);
      reader.readTo(consumer.position(partition, limits.timeout()));
      readers.put(partition, reader);
    }
  }

  /** Where retention has cut the topic's beginning off; empty if it is all there. */
  public List<String> cuts() {
    return cuts;
  }

  /** How many void records were left out so far. */
  public long voidEvents() {
    return readers.values().stream().mapToLong(TopicPartitionReader::voidEvents).sum();
  }

  /** The latest life of the log that a record so far is of. */
  public long newestLife() {
    return readers.values().stream().mapToLong(TopicPartitionReader::newestLife).max().orElse(0);
  }

  /** How many partitions it has. */
  public int partitions() {
    return readers.size();
  }

  /** The next event; null at the end. */
  public @Nullable LogRow peek() {
    var reader = lowest();
    return reader == null ? null : reader.peek();
  }

  /** Takes the next event; null at the end. */
  public @Nullable LogRow next() {
    var reader = lowest();
    return reader == null ? null : reader.next();
  }

  private @Nullable TopicPartitionReader lowest() {
    fill();
    TopicPartitionReader lowest = null;
    long lowestIndex = Long.MAX_VALUE;
    for (var reader : readers.values()) {
      var row = reader.peek();
      if (row != null && row.index() < lowestIndex) {
        lowest = reader;
        lowestIndex = row.index();
      }
    }
    return lowest;
  }

  /** An event is only known to be the next once every partition shows its own next one. */
  private void fill() {
    long deadline = System.nanoTime() + limits.timeout().toNanos();
    while (readers.values().stream().anyMatch(TopicPartitionReader::isWaiting)) {
      if (poll()) {
        deadline = System.nanoTime() + limits.timeout().toNanos();
      } else if (System.nanoTime() - deadline > 0) {
        throw new SourceUnavailableException(
            "the topic sends nothing for " + limits.timeout().toSeconds() + " s", null);
      }
    }
  }

  private boolean poll() {
    try {
      readers.forEach(this::throttle);
      var records = consumer.poll(limits.timeout());
      records.forEach(
          kafkaRecord ->
              reader(new TopicPartition(kafkaRecord.topic(), kafkaRecord.partition()))
                  .accept(kafkaRecord));
      readers.forEach((partition, reader) -> reader.readTo(consumer.position(partition)));
      return !records.isEmpty();
    } catch (KafkaException unreachable) {
      throw unavailable(unreachable);
    }
  }

  private TopicPartitionReader reader(TopicPartition partition) {
    var reader = readers.get(partition);
    if (reader == null) {
      throw new IllegalStateException("not assigned: " + partition);
    }
    return reader;
  }

  private void throttle(TopicPartition partition, TopicPartitionReader reader) {
    if (reader.buffered() >= limits.buffer()) {
      consumer.pause(List.of(partition));
    } else {
      consumer.resume(List.of(partition));
    }
  }

  private static SourceUnavailableException unavailable(KafkaException cause) {
    return new SourceUnavailableException("the topic cannot be read: " + cause.getMessage(), cause);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
