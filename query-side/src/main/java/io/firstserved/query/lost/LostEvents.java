package io.firstserved.query.lost;

import io.firstserved.position.LogPosition;
import io.firstserved.query.audit.source.TopicPlace;
import io.firstserved.query.projection.EventConsumers;
import io.firstserved.query.projection.RecordReader;
import io.firstserved.query.projection.TopicRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Reads the topic from its beginning to its present end and lists what was lost. Thread-safe. */
@Component
class LostEvents {

  private static final Duration POLL = Duration.ofMillis(200);

  private final EventConsumers consumers;
  private final RecordReader reader;
  private final Streams log;
  private final LostProperties limits;

  /** Takes lines one by one. */
  interface Lines {
    void add(Line line) throws IOException;
  }

  LostEvents(EventConsumers consumers, RecordReader reader, Streams log, LostProperties limits) {
    this.consumers = consumers;
    this.reader = reader;
    this.log = log;
    this.limits = limits;
  }

  /**
   * Lists them; the last line says whether that was all.
   *
   * @param isVoid which places were voided
   * @throws IOException if nobody takes the lines any more
   */
  void list(Predicate<LogPosition> isVoid, Lines lines) throws IOException {
    try (var consumer = consumers.standalone("lost-events", limits.batchSize())) {
      var reading = new Reading(consumer, isVoid, lines);
      lines.add(reading.toItsEnd());
    }
  }

  /** One pass over the topic. */
  private final class Reading {

    private final Consumer<String, byte[]> consumer;
    private final Predicate<LogPosition> isVoid;
    private final Lines lines;
    private final VoidRecords records = new VoidRecords(log);
    private final List<String> cut = new ArrayList<>();
    private Map<TopicPartition, Long> ends = Map.of();
    private long of;
    private long read;
    private long voided;
    private long lost;

    Reading(Consumer<String, byte[]> consumer, Predicate<LogPosition> isVoid, Lines lines) {
      this.consumer = consumer;
      this.isVoid = isVoid;
      this.lines = lines;
    }

    Line.End toItsEnd() throws IOException {
      try {
        begin();
        readAll();
        return end(null);
      } catch (KafkaException | DataAccessException | TimeoutException failed) {
        return end(String.valueOf(failed.getMessage()));
      }
    }

    private Line.End end(@Nullable String fault) {
      var isComplete = fault == null && cut.isEmpty();
      return new Line.End(isComplete, lost, voided, read, cut.isEmpty() ? null : cut, fault);
    }

    private void begin() {
      var partitions =
          consumer.partitionsFor(consumers.topic(), limits.timeout()).stream()
              .map(info -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      ends = consumer.endOffsets(partitions, limits.timeout());
      consumer.beginningOffsets(partitions, limits.timeout()).forEach(this::begin);
    }

    private void begin(TopicPartition partition, long first) {
      if (first > 0) {
        cut.add("partition %d begins at offset %d".formatted(partition.partition(), first));
      }
      of += ends.getOrDefault(partition, 0L) - first;
      consumer.seek(partition, first);
    }

    private void readAll() throws IOException, TimeoutException {
      var told = System.nanoTime();
      var heard = told;
      while (!isAtItsEnd()) {
        var batch = consumer.poll(POLL);
        var now = System.nanoTime();
        if (!batch.isEmpty()) {
          heard = now;
          take(batch);
        } else if (now - heard > limits.timeout().toNanos()) {
          throw new TimeoutException("the topic sends nothing for " + limits.timeout());
        }
        if (now - told > limits.progress().toNanos()) {
          told = now;
          lines.add(new Line.Progress(read, of));
        }
      }
    }

    private boolean isAtItsEnd() {
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey(), limits.timeout()) >= end.getValue());
    }

    private void take(Iterable<ConsumerRecord<String, byte[]>> batch) throws IOException {
      var isOfInterest = new ArrayList<TopicRecord>();
      for (var next : batch) {
        read++;
        if (isVoid.test(TopicPlace.of(next.headers()))) {
          isOfInterest.add(reader.read(next));
        }
      }
      voided += isOfInterest.size();
      for (var line : records.lost(isOfInterest)) {
        lost++;
        lines.add(line);
      }
    }
  }
}
