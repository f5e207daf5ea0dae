package io.firstserved.query.audit.source;

import io.firstserved.api.event.LogRow;
import io.firstserved.position.VoidRule;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * One partition of the topic: its events in index order, each once. What the relay sent again after
 * a crash is left out, if it is the same as the first time; so is what is void.
 */
final class TopicPartitionReader {

  /**
   * How many of a partition's events are remembered to compare a redelivery with: several of the
   * relay's largest batches, of which it never sends more than one again.
   */
  private static final int REMEMBERED = 1 << 14;

  final TopicPartition partition;
  final long end;
  private final VoidRule rule;
  private final TopicFaults faults;
  private final Deque<LogRow> buffer = new ArrayDeque<>();
  private final long[] indexes = new long[REMEMBERED];
  private final int[] hashes = new int[REMEMBERED];
  private int next;
  private long high;
  private long voidEvents;
  private long newestLife;
  private boolean exhausted;

  TopicPartitionReader(TopicPartition partition, long end, VoidRule rule, TopicFaults faults) {
    this.rule = rule;
    this.partition = partition;
    this.end = end;
    this.faults = faults;
  }

  void accept(ConsumerRecord<String, byte[]> kafkaRecord) {
    if (kafkaRecord.offset() >= end) {
      return;
    }
    var place = TopicPlace.of(kafkaRecord.headers());
    newestLife = Math.max(newestLife, place.incarnation());
    if (rule.voids(place)) {
      voidEvents++;
      return;
    }
    var row = TopicRecords.row(kafkaRecord);
    if (row == null) {
      faults.report(
          0, null, "a record of an event with its place in the log", "none at " + at(kafkaRecord));
    } else if (row.index() > high) {
      remember(row);
      buffer.add(row);
      high = row.index();
    } else {
      redelivered(row, at(kafkaRecord));
    }
  }

  private static String at(ConsumerRecord<String, byte[]> kafkaRecord) {
    return "partition " + kafkaRecord.partition() + ", offset " + kafkaRecord.offset();
  }

  private void remember(LogRow row) {
    indexes[next] = row.index();
    hashes[next] = hash(row);
    next = (next + 1) % REMEMBERED;
  }

  private void redelivered(LogRow row, String where) {
    for (int at = 0; at < REMEMBERED; at++) {
      if (indexes[at] == row.index()) {
        if (hashes[at] != hash(row)) {
          faults.report(row.index(), row.eventId(), "the same bytes again", "others, " + where);
        }
        return;
      }
    }
    faults.report(row.index(), row.eventId(), "events in index order", "out of order, " + where);
  }

  private static int hash(LogRow row) {
    return 31 * row.eventId().hashCode() + Arrays.hashCode(row.payload());
  }

  /** How many records so far belonged to an end that the log has lost. */
  long voidEvents() {
    return voidEvents;
  }

  /** The latest life of the log that a record so far is of. */
  long newestLife() {
    return newestLife;
  }

  void readTo(long position) {
    exhausted = position >= end;
  }

  boolean isWaiting() {
    return buffer.isEmpty() && !exhausted;
  }

  int buffered() {
    return buffer.size();
  }

  @Nullable LogRow peek() {
    return buffer.peek();
  }

  LogRow next() {
    return buffer.remove();
  }
}
