package io.firstserved.query.projection;

import io.firstserved.position.Incarnations;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the partitions that the group gives to one consumer, from where the database says the
 * projections are. Not thread-safe.
 */
final class GroupMember implements ConsumerRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);

  private final Consumer<String, byte[]> consumer;
  private final String topic;
  private final RecordReader reader;
  private final Projector projector;
  private final Positions positions;
  private final KnownIncarnations incarnations;
  private final ProjectionObserver observer;
  private final Duration pollTimeout;
  private final Rereading rereading = new Rereading();
  private Incarnations judgedBy;

  GroupMember(
      Consumer<String, byte[]> consumer,
      String topic,
      RecordReader reader,
      Projector projector,
      Positions positions,
      KnownIncarnations incarnations,
      ProjectionObserver observer,
      Duration pollTimeout) {
    this.consumer = consumer;
    this.topic = topic;
    this.reader = reader;
    this.projector = projector;
    this.positions = positions;
    this.incarnations = incarnations;
    this.judgedBy = incarnations.latest();
    this.observer = observer;
    this.pollTimeout = pollTimeout;
    consumer.subscribe(List.of(topic), this);
  }

  /**
   * Polls and projects one batch.
   *
   * @throws BatchFailedException if the database failed; the next call gets the same batch
   */
  void readOnce() {
    try {
      var records = consumer.poll(pollTimeout);
      if (!records.isEmpty()) {
        project(records);
      }
      lookAgain();
    } catch (OffsetOutOfRangeException notInTheTopic) {
      beginAgain(notInTheTopic.partitions());
    }
  }

  /** What stood in the way may be void now, or a replay may have taken the place of what stood. */
  private void lookAgain() {
    try {
      var known = incarnations.latest();
      if (known != judgedBy) {
        seekToPositions(consumer.assignment());
        judgedBy = known;
      }
      if (observer.isHindered()) {
        observer.positioned(positions.live());
      }
    } catch (RuntimeException failure) {
      throw new BatchFailedException(failure);
    }
  }

  /**
   * The topic was made anew, or its beginning was deleted. Reading it from its beginning is always
   * right: what was taken is passed over, and what is missing is noticed.
   */
  private void beginAgain(Collection<TopicPartition> partitions) {
    LOG.warn(
        "the topic does not have the stored offsets of {}: reading from the beginning", partitions);
    consumer.seekToBeginning(partitions);
  }

  private void project(ConsumerRecords<String, byte[]> records) {
    try {
      var read = reader.read(records);
      incarnations.cover(read);
      var outcome = projector.takeLive(read);
      rereading
          .due(outcome)
          .forEach((partition, offset) -> consumer.seek(topicPartition(partition), offset));
      publish(outcome.nextOffsets());
      observer.projected(outcome);
    } catch (RuntimeException failure) {
      records.partitions().forEach(p -> consumer.seek(p, records.records(p).getFirst().offset()));
      throw new BatchFailedException(failure);
    }
  }

  /** For Kafka's own tools; the positions that count are in the database. */
  private void publish(Map<Integer, Long> nextOffsets) {
    var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
    nextOffsets.forEach(
        (partition, next) -> offsets.put(topicPartition(partition), new OffsetAndMetadata(next)));
    consumer.commitAsync(offsets, null);
  }

  private TopicPartition topicPartition(int partition) {
    return new TopicPartition(topic, partition);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> added) {
    projector.beginLive(numbers(added));
    seekToPositions(added);
    observer.assigned(numbers(added));
  }

  private void seekToPositions(Collection<TopicPartition> partitions) {
    var starts = nextOffsets();
    for (var partition : partitions) {
      var start = starts.getOrDefault(partition.partition(), 0L);
      if (start == 0) {
        consumer.seekToBeginning(List.of(partition));
      } else {
        consumer.seek(partition, start);
      }
      rereading.forget(partition.partition());
    }
  }

  /** By partition, up to where every projection is. */
  private Map<Integer, Long> nextOffsets() {
    var slots = positions.liveSlots();
    var starts = new HashMap<Integer, Long>();
    slots.forEach(
        (projection, slot) ->
            positions
                .of(projection, slot)
                .forEach((p, position) -> starts.merge(p, position.nextOffset(), Math::min)));
    slots.forEach(
        (projection, slot) -> starts.keySet().retainAll(positions.of(projection, slot).keySet()));
    return starts;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> removed) {
    observer.revoked(numbers(removed));
  }

  private static TreeSet<Integer> numbers(Collection<TopicPartition> partitions) {
    var numbers = new TreeSet<Integer>();
    partitions.forEach(partition -> numbers.add(partition.partition()));
    return numbers;
  }
}
