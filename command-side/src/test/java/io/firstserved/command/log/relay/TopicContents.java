package io.firstserved.command.log.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.position.Incarnations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Everything a topic holds, partition by partition. */
record TopicContents(Map<Integer, List<ConsumerRecord<String, byte[]>>> partitions) {

  static TopicContents read(String bootstrapServers, String topic) {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      var partitions =
          consumer.partitionsFor(topic).stream()
              .map(info -> new TopicPartition(topic, info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      var contents = new HashMap<Integer, List<ConsumerRecord<String, byte[]>>>();
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        consumer
            .poll(Duration.ofMillis(200))
            .forEach(
                one -> contents.computeIfAbsent(one.partition(), p -> new ArrayList<>()).add(one));
      }
      return new TopicContents(contents);
    }
  }

  static long index(ConsumerRecord<?, ?> record) {
    return number(record, TopicFormat.GLOBAL_INDEX);
  }

  static long previousIndex(ConsumerRecord<?, ?> record) {
    return number(record, TopicFormat.PREVIOUS_INDEX);
  }

  static long incarnation(ConsumerRecord<?, ?> record) {
    return number(record, TopicFormat.INCARNATION);
  }

  /** Without what later lives of the log have voided. */
  TopicContents valid(Incarnations lives) {
    var valid = new HashMap<Integer, List<ConsumerRecord<String, byte[]>>>();
    partitions.forEach(
        (partition, records) ->
            valid.put(
                partition,
                records.stream()
                    .filter(one -> !lives.voids(incarnation(one), index(one)))
                    .toList()));
    return new TopicContents(valid);
  }

  /** Whether each record names the one that stands before it in its partition, none come twice. */
  boolean everyRecordNamesTheOneBefore() {
    return partitions.values().stream().allMatch(TopicContents::chained);
  }

  private static boolean chained(List<ConsumerRecord<String, byte[]>> partition) {
    long before = 0;
    for (var record : partition) {
      if (previousIndex(record) != before) {
        return false;
      }
      before = index(record);
    }
    return true;
  }

  private static long number(ConsumerRecord<?, ?> record, String header) {
    return Long.parseLong(new String(record.headers().lastHeader(header).value(), US_ASCII));
  }

  /** All global indexes, each once. */
  TreeSet<Long> indexes() {
    var indexes = new TreeSet<Long>();
    partitions.values().forEach(all -> all.forEach(one -> indexes.add(index(one))));
    return indexes;
  }

  int records() {
    return partitions.values().stream().mapToInt(List::size).sum();
  }

  /**
   * What a consumer that counts each index once sees: whether within every partition no record
   * comes before the one that its header names as the previous one.
   */
  boolean everyRecordFollowsItsPredecessor() {
    return partitions.values().stream().allMatch(TopicContents::inOrder);
  }

  private static boolean inOrder(List<ConsumerRecord<String, byte[]>> partition) {
    long seen = 0;
    for (var record : partition) {
      if (previousIndex(record) > seen) {
        return false;
      }
      seen = Math.max(seen, index(record));
    }
    return true;
  }
}
