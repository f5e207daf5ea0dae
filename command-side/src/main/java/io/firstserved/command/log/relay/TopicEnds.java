package io.firstserved.command.log.relay;

import static java.util.Objects.requireNonNull;

import io.firstserved.command.log.identity.RelayedEvents;
import io.firstserved.command.log.identity.SeenEvent;
import io.firstserved.kafka.KafkaProperties;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The highest event in each partition of the topic, by its last records. A partition is read again
 * only when its end has moved. Used by one thread at a time; whatever fails, the next look begins
 * with a new consumer.
 */
final class TopicEnds implements RelayedEvents, AutoCloseable {

  private static final Comparator<SeenEvent> BY_PLACE =
      Comparator.comparingLong(SeenEvent::incarnation).thenComparingLong(SeenEvent::index);

  private final KafkaProperties kafka;
  private final RelayProperties relay;
  private final Map<TopicPartition, Long> ends = new HashMap<>();
  private final Map<TopicPartition, SeenEvent> highest = new HashMap<>();
  private @Nullable TopicReader reader;

  /**
   * @param kafka how to reach Kafka, and which topic
   */
  TopicEnds(KafkaProperties kafka, RelayProperties relay) {
    this.kafka = kafka;
    this.relay = relay;
  }

  /**
   * @throws KafkaException if Kafka does not answer within the limit
   */
  @Override
  public List<SeenEvent> highest() throws InterruptedException {
    var known = false;
    try {
      var found = TopicReader.interruptibly(this::look);
      known = true;
      return found;
    } finally {
      if (!known) {
        close();
      }
    }
  }

  private List<SeenEvent> look() {
    var present = reader;
    if (present == null) {
      present = new TopicReader(kafka, relay);
      reader = present;
    }
    readWhatMoved(present);
    return List.copyOf(highest.values());
  }

  private void readWhatMoved(TopicReader from) {
    var now = from.ends();
    ends.keySet().retainAll(now.keySet());
    highest.keySet().retainAll(now.keySet());
    var moved =
        now.keySet().stream().filter(one -> !Objects.equals(now.get(one), ends.get(one))).toList();
    if (!moved.isEmpty()) {
      var found = new HashMap<TopicPartition, SeenEvent>();
      from.readLast(relay.endRecords(), moved, now, record -> note(record, found));
      moved.forEach(highest::remove);
      highest.putAll(found);
      moved.forEach(one -> ends.put(one, requireNonNull(now.get(one))));
    }
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
    var present = reader;
    reader = null;
    if (present != null) {
      present.close();
    }
  }
}
