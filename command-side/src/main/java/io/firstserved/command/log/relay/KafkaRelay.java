package io.firstserved.command.log.relay;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.TopicPartitions;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.SeenEvent;
import io.firstserved.command.log.tail.Lease;
import io.firstserved.command.log.tail.LogFollower;
import io.firstserved.position.Incarnations;
import io.firstserved.position.LogPosition;
import io.firstserved.serialization.EventFingerprint;
import java.time.Duration;
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
 * position moves. While Kafka is away it waits, and keeps its lease. Of a log that has diverged it
 * sends nothing, and before each batch it looks whether the log still has the last event that it
 * sent: one that lost its end and grew again at once would else be sent on from there, and the
 * topic's ends would tell nobody. Whoever begins another incarnation takes the lease: what is sent
 * until that is found out is of the one before, and void.
 */
final class KafkaRelay implements LogFollower {

  /** The relay's name in {@code log_follower}. */
  static final String NAME = "relay";

  private final EventTopic topic;
  private final Supplier<RelayProducer> producers;
  private final RecordFactory records;
  private final LogIdentity identity;
  private final Duration ackLimit;
  private @Nullable RelayProducer producer;
  private @Nullable SeenEvent last;
  private int partitions;
  private Incarnations lives = Incarnations.FIRST;

  KafkaRelay(
      EventTopic topic,
      Supplier<RelayProducer> producers,
      LogIdentity identity,
      RelayProperties limits) {
    this.topic = topic;
    this.producers = producers;
    this.identity = identity;
    this.records = new RecordFactory(topic.name());
    this.ackLimit = limits.ackLimit();
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
  public String handle(List<LogRow> rows, String memo, Lease lease) throws InterruptedException {
    try {
      identity.requireSame();
      if (!goOnFromTheLast(rows)) {
        abandon(); // the next producer is made only if log and topic agree
      }
      var sender = producer(lease);
      var heads = PartitionHeads.of(memo, partitions);
      var deadline = new AckDeadline(lease, ackLimit);
      var sent = new ArrayList<Future<?>>(rows.size());
      for (var row : rows) {
        int partition = TopicPartitions.of(row.aggregateId(), partitions);
        long previous = heads.advance(partition, row.index());
        sent.add(send(sender, record(row, partition, previous), deadline));
      }
      for (var acknowledgement : sent) {
        await(acknowledgement, deadline);
      }
      last = seen(rows.getLast());
      return heads.memo();
    } catch (InterruptException e) {
      // Kafka's own exception has set the interrupt flag again.
      Thread.interrupted();
      throw (InterruptedException) new InterruptedException().initCause(e);
    }
  }

  private boolean goOnFromTheLast(List<LogRow> rows) {
    var before = last;
    return before == null || rows.getFirst().index() > before.index() && identity.has(before);
  }

  private SeenEvent seen(LogRow row) {
    return new SeenEvent(lives.of(row.index()), row.index(), EventFingerprint.of(row));
  }

  private ProducerRecord<byte[], byte[]> record(LogRow row, int partition, long previous) {
    var position = new LogPosition(LogIdentity.LOG, lives.of(row.index()), row.index());
    return records.record(row, partition, previous, position);
  }

  /**
   * Nothing is sent before the log is known to be the one that was relayed up to now, and the
   * position to be of its present life: whoever begins one takes the lease.
   */
  private RelayProducer producer(Lease lease) throws InterruptedException {
    var present = producer;
    if (present == null) {
      partitions = topic.ensure();
      identity.check();
      identity.requireSame();
      lives = identity.incarnations();
      lease.confirm();
      present = producers.get();
      producer = present;
    }
    return present;
  }

  /**
   * Sends a record, or waits until the producer has taken it: a later one must not go before it.
   */
  private static Future<?> send(
      RelayProducer sender, ProducerRecord<byte[], byte[]> record, AckDeadline deadline) {
    while (true) {
      deadline.check();
      var acknowledgement = sender.send(record);
      if (!notTaken(acknowledgement)) {
        return acknowledgement;
      }
    }
  }

  /** A record the producer has no metadata or no room for fails at once, by a timeout. */
  private static boolean notTaken(Future<?> acknowledgement) {
    return acknowledgement.state() == Future.State.FAILED
        && acknowledgement.exceptionNow() instanceof TimeoutException;
  }

  private static void await(Future<?> acknowledgement, AckDeadline deadline)
      throws InterruptedException {
    while (true) {
      try {
        acknowledgement.get(deadline.step().toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (java.util.concurrent.TimeoutException stillWaiting) {
        deadline.check();
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
    last = null;
  }

  /** Waits for Kafka, but neither beyond the lease nor for ever. */
  private record AckDeadline(Lease lease, Duration limit, long startNanos) {
    AckDeadline(Lease lease, Duration limit) {
      this(lease, limit, System.nanoTime());
    }

    void check() {
      lease.keep();
      if (System.nanoTime() - startNanos > limit.toNanos()) {
        throw new KafkaException("no acknowledgement within " + limit);
      }
    }

    Duration step() {
      return lease.interval();
    }
  }
}
