package io.firstserved.query.replay;

import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.RecordReader;
import io.firstserved.query.projection.TopicRecord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads all partitions of the topic, one batch ahead: while a batch is written, the next is fetched
 * and decoded. Holds two batches, whatever the topic's size.
 */
final class TopicReading implements AutoCloseable {

  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("replay-reader").daemon().factory());
  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final RecordReader reader;
  private final ReplayProperties properties;
  private @Nullable CompletableFuture<List<TopicRecord>> ahead;

  TopicReading(EventConsumers consumers, RecordReader reader, ReplayProperties properties) {
    this.consumer = consumers.standalone("replay", properties.batchSize());
    this.topic = consumers.topic();
    this.reader = reader;
    this.properties = properties;
  }

  /** The topic's partitions. */
  List<Integer> partitions() {
    return join(
        CompletableFuture.supplyAsync(
            () -> consumer.partitionsFor(topic).stream().map(PartitionInfo::partition).toList(),
            thread));
  }

  /** Begins, or begins again, where these positions say. */
  void begin(Map<Integer, Position> positions) {
    ahead = null;
    join(CompletableFuture.runAsync(() -> assign(positions), thread));
  }

  private void assign(Map<Integer, Position> positions) {
    var partitions =
        positions.keySet().stream().map(number -> new TopicPartition(topic, number)).toList();
    consumer.assign(partitions);
    for (var partition : partitions) {
      var position = Objects.requireNonNull(positions.get(partition.partition()));
      if (position.nextOffset() == 0) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, position.nextOffset());
      }
    }
  }

  /** The next batch; empty if there is nothing to read for now. */
  List<TopicRecord> next() {
    var batch = ahead == null ? read() : ahead;
    ahead = null;
    var records = join(batch);
    ahead = read();
    return records;
  }

  private static <T> T join(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
    }
  }

  private CompletableFuture<List<TopicRecord>> read() {
    return CompletableFuture.supplyAsync(this::poll, thread);
  }

  /** The relay makes the topic with the log's first event: until then nothing can be assigned. */
  private List<TopicRecord> poll() {
    return consumer.assignment().isEmpty()
        ? List.of()
        : reader.read(consumer.poll(properties.pollTimeout()));
  }

  /** Goes back to these offsets after the batch that is already on its way. */
  void reread(Map<Integer, Long> offsets) {
    if (!offsets.isEmpty()) {
      thread.execute(
          () ->
              offsets.forEach((p, offset) -> consumer.seek(new TopicPartition(topic, p), offset)));
    }
  }

  @Override
  public void close() {
    thread.execute(consumer::close);
    thread.close();
  }
}
