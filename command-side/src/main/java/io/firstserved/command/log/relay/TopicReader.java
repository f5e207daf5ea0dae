package io.firstserved.command.log.relay;

import static java.util.Objects.requireNonNull;

import io.firstserved.kafka.KafkaProperties;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the last records of the topic's partitions, each time within a limit. Used by one thread at
 * a time; after a failure it is to be closed.
 */
final class TopicReader implements AutoCloseable {

  private final String topic;
  private final Duration limit;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param kafka how to reach Kafka, and which topic
   */
  TopicReader(KafkaProperties kafka, RelayProperties relay) {
    this.topic = kafka.topic();
    this.limit = relay.topicLimit();
    var settings = kafka.client();
    int millis = Math.toIntExact(limit.toMillis());
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Something that is asked of Kafka. */
  @FunctionalInterface
  interface Question<T> {
    T ask();
  }

  /** Asks; Kafka's own exception for an interrupt becomes the JDK's. */
  static <T> T interruptibly(Question<T> question) throws InterruptedException {
    try {
      return question.ask();
    } catch (InterruptException e) {
      // Kafka's own exception has set the interrupt flag again.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }

  /** Where each partition ends now. */
  Map<TopicPartition, Long> ends() {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    // Of a partition that is not assigned, the client warns at every look.
    consumer.assign(partitions);
    return consumer.endOffsets(partitions);
  }

  /**
   * Reads the last records of some partitions.
   *
   * @param count at most so many of each
   * @param ends where they end
   * @throws KafkaException if it takes longer than the limit
   */
  void readLast(
      int count,
      Collection<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(partitions);
    var begins = consumer.beginningOffsets(partitions);
    partitions.forEach(
        one -> consumer.seek(one, Math.max(offset(begins, one), offset(ends, one) - count)));
    long deadline = System.nanoTime() + limit.toNanos();
    while (partitions.stream().anyMatch(one -> consumer.position(one) < offset(ends, one))) {
      consumer.poll(remaining(deadline)).forEach(each);
    }
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

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ZERO));
  }
}
