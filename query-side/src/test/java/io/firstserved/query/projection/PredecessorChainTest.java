package io.firstserved.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.GenericEventMessage;
import org.junit.jupiter.api.Test;

class PredecessorChainTest {

  private static final String NODE = "node";

  private static TopicRecord record(long offset, long index, long previous) {
    var raw = new ConsumerRecord<>("topic", 0, offset, "key", new byte[0]);
    return new TopicRecord(raw, index, previous, new GenericEventMessage<>("event " + index), null);
  }

  private static List<Long> taken(PredecessorChain chain) {
    return chain.taken().stream().map(TopicRecord::globalIndex).toList();
  }

  private static PredecessorChain follow(Position start, TopicRecord... records) {
    return PredecessorChain.from(start, Arrays.asList(records));
  }

  @Test
  void takesRecordsThatFollowOneAnother() {
    var chain = follow(Position.start(0), record(0, 3, 0), record(1, 4, 3), record(2, 9, 4));

    assertThat(taken(chain)).containsExactly(3L, 4L, 9L);
    assertThat(chain.position(NODE)).isEqualTo(new Position(0, 3, 9, 3, null, NODE));
  }

  @Test
  void passesOverWhatItHasTaken() {
    var start = new Position(0, 3, 9, 3, null, NODE);

    var chain = follow(start, record(1, 4, 3), record(2, 9, 4), record(3, 9, 4), record(4, 12, 9));

    assertThat(taken(chain)).containsExactly(12L);
    assertThat(chain.position(NODE)).isEqualTo(new Position(0, 5, 12, 4, null, NODE));
  }

  @Test
  void stopsInFrontOfAGap() {
    var chain = follow(Position.start(0), record(0, 3, 0), record(1, 9, 4), record(2, 12, 9));

    assertThat(taken(chain)).containsExactly(3L);
    assertThat(chain.position(NODE)).isEqualTo(new Position(0, 1, 3, 1, 9L, NODE));
    assertThat(chain.mustReread(0)).isFalse();
  }

  @Test
  void rereadsIfTheRecordsBeganBehindThePosition() {
    var chain = follow(Position.start(0), record(5, 9, 4));

    assertThat(taken(chain)).isEmpty();
    assertThat(chain.mustReread(5)).isTrue();
  }

  @Test
  void rereadsWhatItPassedOverOnceTheMissingEventHasCome() {
    var blocked = new Position(0, 1, 3, 1, 9L, NODE);

    var chain = follow(blocked, record(1, 9, 4), record(2, 12, 9), record(3, 4, 3));

    assertThat(taken(chain)).containsExactly(4L);
    assertThat(chain.position(NODE)).isEqualTo(new Position(0, 1, 4, 2, null, NODE));
    assertThat(chain.mustReread(1)).isTrue();
    var reread = follow(chain.position(NODE), record(1, 9, 4), record(2, 12, 9), record(3, 4, 3));
    assertThat(taken(reread)).containsExactly(9L, 12L);
    assertThat(reread.position(NODE)).isEqualTo(new Position(0, 4, 12, 4, null, NODE));
  }

  @Test
  void staysInFrontOfAGapWhenOnlyTheMissingEventIsRead() {
    var blocked = new Position(0, 1, 3, 1, 9L, NODE);

    var chain = follow(blocked, record(3, 4, 3));

    assertThat(taken(chain)).containsExactly(4L);
    assertThat(chain.position(NODE)).isEqualTo(new Position(0, 1, 4, 2, null, NODE));
    assertThat(chain.mustReread(3)).isTrue();
  }

  @Test
  void takesARecordWithoutAPlaceInTheLogOnce() {
    var foreign = new ConsumerRecord<>("topic", 0, 0L, "key", new byte[0]);
    var record = new TopicRecord(foreign, 0, 0, null, "no place");

    var chain = follow(Position.start(0), record);

    assertThat(chain.taken()).containsExactly(record);
    assertThat(follow(chain.position(NODE), record).taken()).isEmpty();
  }

  @Test
  void takesEveryEventOnceHoweverTheRecordsAreDelivered() {
    var seed = System.nanoTime();
    var random = new Random(seed);
    var topic = new ArrayList<TopicRecord>();
    long offset = 0;
    for (long index = 1; index <= 200; index++) {
      topic.add(record(offset++, index, index - 1));
      // The relay begins again a little earlier, as after a crash.
      if (random.nextInt(10) == 0) {
        var again = Math.max(1, index - random.nextInt(8));
        for (var repeated = again; repeated <= index; repeated++) {
          topic.add(record(offset++, repeated, repeated - 1));
        }
      }
    }

    var position = Position.start(0);
    var taken = new ArrayList<Long>();
    var from = 0;
    while (position.highestIndex() < 200) {
      var until = Math.min(topic.size(), from + 1 + random.nextInt(20));
      var chain = PredecessorChain.from(position, topic.subList(from, until));
      taken.addAll(taken(chain));
      position = chain.position(NODE);
      // A rebalance sends the reader anywhere; a gap sends it back to the position.
      var jump = random.nextInt(3) == 0;
      from = jump ? random.nextInt(topic.size()) : until % topic.size();
      if (chain.mustReread(topic.get(Math.max(0, until - 1)).offset())) {
        from = (int) position.nextOffset();
      }
    }

    assertThat(taken).as("seed %d", seed).hasSize(200).isSorted().doesNotHaveDuplicates();
    assertThat(position.events()).isEqualTo(200);
  }
}
