package io.firstserved.command.log.relay;

import io.firstserved.command.log.tail.Lease;
import io.firstserved.command.log.tail.LogFollower;
import io.firstserved.command.log.tail.LogRow;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the log to Kafka: a batch's records are pipelined, and all of them acknowledged before the
 * position moves. While Kafka is away it waits, and keeps its lease.
 */
final class KafkaRelay implements LogFollower {

  /** The relay's name in {@code log_follower}. */
  static final String NAME = "relay";

  private final EventTopic topic;
  private final Supplier<RelayProducer> producers;
  private final RecordFactory records;
  private @Nullable RelayProducer producer;
  private int partitions;

  KafkaRelay(EventTopic topic, Supplier<RelayProducer> producers, RecordFactory records) {
    this.topic = topic;
    this.producers = producers;
    this.records = records;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String initialMemo() {
    return "";
  }

  @Override
  public String follow(List<LogRow> rows, String memo, Lease lease) throws InterruptedException {
    try {
      var sender = producer();
      var heads = PartitionHeads.of(memo, partitions);
      var sent = new ArrayList<Future<?>>(rows.size());
      for (var row : rows) {
        int partition = RecordFactory.partition(row, partitions);
        long previous = heads.advance(partition, row.globalIndex());
        sent.add(send(sender, records.record(row, partition, previous), lease));
      }
      for (var acknowledgement : sent) {
        await(acknowledgement, lease);
      }
      return heads.memo();
    } catch (InterruptException e) {
      // Kafka's own exception has set the interrupt flag again.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }

  private RelayProducer producer() throws InterruptedException {
    var present = producer;
    if (present == null) {
      partitions = topic.ensure();
      present = producers.get();
      producer = present;
    }
    return present;
  }

  private static Future<?> send(
      RelayProducer sender, ProducerRecord<byte[], byte[]> record, Lease lease) {
    while (true) {
      lease.keep();
      try {
        return sender.send(record);
      } catch (TimeoutException notAccepted) {
        // The record is not in the producer's buffer, and nothing after it: ask again, in order.
        lease.keep();
      }
    }
  }

  private static void await(Future<?> acknowledgement, Lease lease) throws InterruptedException {
    while (true) {
      try {
        acknowledgement.get(lease.interval().toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (java.util.concurrent.TimeoutException stillWaiting) {
        lease.keep();
      } catch (ExecutionException e) {
        throw new KafkaException("the event topic refused a record", e.getCause());
      }
    }
  }

  @Override
  public void abandon() {
    if (producer != null) {
      producer.close();
      producer = null;
    }
  }
}
