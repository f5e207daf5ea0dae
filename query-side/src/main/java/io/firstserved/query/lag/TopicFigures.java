package io.firstserved.query.lag;

import io.firstserved.position.LogPosition;
import io.firstserved.position.VoidRule;
import io.firstserved.query.audit.source.TopicPlace;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.axonframework.extensions.kafka.eventhandling.HeaderUtils;
import org.axonframework.messaging.Headers;

/** What the topic says, through a consumer of the watcher's own. Not thread-safe. */
final class TopicFigures implements AutoCloseable {

  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final Duration timeout;
  private final Map<Integer, Long> relayedUpToOffset = new HashMap<>();
  private final Map<Integer, LogPosition> highest = new HashMap<>();

  TopicFigures(Consumer<String, byte[]> consumer, String topic, Duration timeout) {
    this.consumer = consumer;
    this.topic = topic;
    this.timeout = timeout;
  }

  /**
   * By partition, the offset after its last record.
   *
   * @throws org.apache.kafka.common.KafkaException if the topic cannot be seen in time
   */
  Map<Integer, Long> ends() {
    var partitions =
        consumer.partitionsFor(topic, timeout).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .collect(Collectors.toSet());
    if (!partitions.equals(consumer.assignment())) {
      hold(partitions);
    }
    var ends = new HashMap<Integer, Long>();
    consumer
        .endOffsets(partitions, timeout)
        .forEach((partition, end) -> ends.put(partition.partition(), end));
    return ends;
  }

  /** Assigns the partitions without fetching from any. */
  private void hold(Set<TopicPartition> partitions) {
    consumer.assign(partitions);
    partitions.forEach(partition -> consumer.seek(partition, 0));
    consumer.pause(partitions);
  }

  /**
   * The highest place in the log that the topic holds and that is not void, from the last records
   * of its partitions. A record that is sent again does not lower it; a partition that has become
   * shorter begins anew.
   */
  long highestIndex(Map<Integer, Long> ends, VoidRule rule) {
    var changed = new HashMap<Integer, Long>();
    ends.forEach(
        (partition, end) -> {
          var before = relayedUpToOffset.getOrDefault(partition, 0L);
          if (end < before) {
            highest.remove(partition);
          }
          if (end > 0 && !end.equals(before)) {
            changed.put(partition, end - 1);
          }
        });
    highest.values().removeIf(rule::voids);
    readAt(changed)
        .forEach((partition, last) -> raise(partition, TopicPlace.of(last.headers()), rule));
    relayedUpToOffset.putAll(ends);
    return highest.values().stream().mapToLong(LogPosition::index).max().orElse(0);
  }

  private void raise(int partition, LogPosition to, VoidRule rule) {
    if (!rule.voids(to)) {
      highest.merge(partition, to, (one, other) -> one.index() >= other.index() ? one : other);
    }
  }

  /** By partition, when the record at this offset was recorded. */
  Map<Integer, Instant> recordedAt(Map<Integer, Long> offsets) {
    var instants = new HashMap<Integer, Instant>();
    readAt(offsets).forEach((partition, record) -> instants.put(partition, recordedAt(record)));
    return instants;
  }

  private static Instant recordedAt(ConsumerRecord<String, byte[]> record) {
    var written = record.timestamp();
    return Instant.ofEpochMilli(
        HeaderUtils.valueAsLong(record.headers(), Headers.MESSAGE_TIMESTAMP, written));
  }

  /** By partition, the first record at or after this offset. */
  private Map<Integer, ConsumerRecord<String, byte[]>> readAt(Map<Integer, Long> offsets) {
    var found = new HashMap<Integer, ConsumerRecord<String, byte[]>>();
    if (offsets.isEmpty()) {
      return found;
    }
    offsets.forEach((partition, at) -> consumer.seek(new TopicPartition(topic, partition), at));
    consumer.resume(topicPartitions(offsets.keySet()));
    try {
      pollUntilFound(offsets.size(), found);
    } finally {
      consumer.pause(topicPartitions(offsets.keySet()));
    }
    return found;
  }

  private void pollUntilFound(int wanted, Map<Integer, ConsumerRecord<String, byte[]>> found) {
    var deadline = System.nanoTime() + timeout.toNanos();
    while (found.size() < wanted) {
      var left = Duration.ofNanos(deadline - System.nanoTime());
      if (left.isNegative()) {
        throw new TimeoutException("the topic's records could not be read in " + timeout);
      }
      for (var next : consumer.poll(left)) {
        found.putIfAbsent(next.partition(), next);
      }
      consumer.pause(topicPartitions(found.keySet()));
    }
  }

  private Collection<TopicPartition> topicPartitions(Collection<Integer> partitions) {
    return partitions.stream().map(partition -> new TopicPartition(topic, partition)).toList();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
