package io.firstserved.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.position.Incarnation;
import io.firstserved.position.Incarnations;
import io.firstserved.position.LogPosition;
import io.firstserved.position.VoidRule;
import io.firstserved.serialization.EventFingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.messaging.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PredecessorChainTest {

  private static final String NODE = "node";

  private static TopicRecord record(long offset, long index, long previous) {
    return record(offset, 0, index, previous, "event " + index);
  }

  private static TopicRecord record(
      long offset, long incarnation, long index, long previous, String event) {
    var raw = new ConsumerRecord<>("topic", 0, offset, "key", new byte[0]);
    raw.headers().add(Headers.MESSAGE_ID, event.getBytes(UTF_8));
    raw.headers().add(Headers.MESSAGE_TYPE, "type".getBytes(UTF_8));
    return new TopicRecord(
        raw,
        new LogPosition(0, incarnation, index),
        previous,
        new GenericEventMessage<>(event),
        null);
  }

  private static String fingerprint(String event, long index) {
    return EventFingerprint.of(index, event, "type", new byte[0]);
  }

  /** A position after these events. */
  private static Position at(
      long nextOffset, long events, @Nullable Long gapBefore, long... indexes) {
    var recent = RecentEvents.unknown();
    for (var index : indexes) {
      recent.add(index, fingerprint("event " + index, index));
    }
    var highest = indexes[indexes.length - 1];
    return new Position(0, nextOffset, 0, 0, highest, events, gapBefore, null, recent, NODE);
  }

  /** The same as a node of the version before leaves it. */
  private static Position withUnknownEvents(Position at) {
    return new Position(
        at.partition(),
        at.nextOffset(),
        0,
        0,
        at.highestIndex(),
        at.events(),
        at.gapBefore(),
        null,
        RecentEvents.unknown(),
        NODE);
  }

  private static List<Long> taken(PredecessorChain chain) {
    return chain.taken().stream().map(TopicRecord::globalIndex).toList();
  }

  private static PredecessorChain follow(Position start, TopicRecord... records) {
    return follow(Incarnations.FIRST, start, records);
  }

  private static PredecessorChain follow(
      Incarnations lives, Position start, TopicRecord... records) {
    return PredecessorChain.from(start, List.of(), new VoidRule(lives), Arrays.asList(records));
  }

  @Test
  void takesRecordsThatFollowOneAnother() {
    var chain = follow(Position.start(0), record(0, 3, 0), record(1, 4, 3), record(2, 9, 4));

    assertThat(taken(chain)).containsExactly(3L, 4L, 9L);
    assertThat(chain.position(NODE)).isEqualTo(at(3, 3, null, 3, 4, 9));
  }

  @Test
  void passesOverWhatItHasTaken() {
    var start = at(3, 3, null, 3, 4, 9);

    var chain = follow(start, record(1, 4, 3), record(2, 9, 4), record(3, 9, 4), record(4, 12, 9));

    assertThat(taken(chain)).containsExactly(12L);
    assertThat(chain.position(NODE)).isEqualTo(at(5, 4, null, 3, 4, 9, 12));
  }

  @Test
  void stopsInFrontOfAGap() {
    var chain = follow(Position.start(0), record(0, 3, 0), record(1, 9, 4), record(2, 12, 9));

    assertThat(taken(chain)).containsExactly(3L);
    assertThat(chain.position(NODE)).isEqualTo(at(1, 1, 9L, 3));
    assertThat(chain.mustReread()).isFalse();
  }

  @Test
  void rereadsIfTheRecordsBeganBehindThePosition() {
    var chain = follow(Position.start(0), record(5, 9, 4));

    assertThat(taken(chain)).isEmpty();
    assertThat(chain.mustReread()).isTrue();
  }

  @Test
  void rereadsWhatItPassedOverOnceTheMissingEventHasCome() {
    var blocked = at(1, 1, 9L, 3);

    var chain = follow(blocked, record(1, 9, 4), record(2, 12, 9), record(3, 4, 3));

    assertThat(taken(chain)).containsExactly(4L);
    assertThat(chain.position(NODE)).isEqualTo(at(1, 2, null, 3, 4));
    assertThat(chain.mustReread()).isTrue();
    var reread = follow(chain.position(NODE), record(1, 9, 4), record(2, 12, 9), record(3, 4, 3));
    assertThat(taken(reread)).containsExactly(9L, 12L);
    assertThat(reread.position(NODE)).isEqualTo(at(4, 4, null, 3, 4, 9, 12));
  }

  @Test
  void staysInFrontOfAGapWhenOnlyTheMissingEventIsRead() {
    var blocked = at(1, 1, 9L, 3);

    var chain = follow(blocked, record(3, 4, 3));

    assertThat(taken(chain)).containsExactly(4L);
    assertThat(chain.position(NODE)).isEqualTo(at(1, 2, null, 3, 4));
    assertThat(chain.mustReread()).isTrue();
  }

  @Test
  void takesARecordWithoutAPlaceInTheLogOnce() {
    var foreign = new ConsumerRecord<>("topic", 0, 0L, "key", new byte[0]);
    var record = new TopicRecord(foreign, new LogPosition(0, 0, 0), 0, null, "no place");

    var chain = follow(Position.start(0), record);

    assertThat(chain.taken()).containsExactly(record);
    assertThat(follow(chain.position(NODE), record).taken()).isEmpty();
  }

  /** The log has lost its end after 4 and has grown again, or somebody else writes to the topic. */
  @Nested
  class InFrontOfAnotherLog {

    private final Position projected = at(5, 4, null, 3, 4, 9, 12);

    private void standsInFrontOf(Position start, TopicRecord other, String because) {
      var chain = follow(start, other, record(other.offset() + 1, 20, 12));

      assertThat(chain.taken()).isEmpty();
      var stands = chain.position(NODE);
      assertThat(stands.divergence()).contains(because);
      assertThat(stands.nextOffset()).isEqualTo(start.nextOffset());
      assertThat(stands.highestIndex()).isEqualTo(start.highestIndex());
    }

    @Test
    void standsInFrontOfAnotherEventAtTheLastPlace() {
      standsInFrontOf(projected, record(5, 0, 12, 4, "other"), "another event than the projected");
    }

    @Test
    void standsInFrontOfAnotherEventAtAPlaceBefore() {
      standsInFrontOf(projected, record(5, 0, 9, 4, "other"), "another event than the projected");
    }

    @Test
    void standsInFrontOfAnEventBetweenTheProjectedOnes() {
      standsInFrontOf(projected, record(5, 0, 7, 4, "other"), "where none of this partition was");
    }

    @Test
    void standsInFrontOfANewEventThatDoesNotKnowTheProjectedOnes() {
      standsInFrontOf(projected, record(5, 0, 15, 4, "new"), "but 12 is projected");
    }

    @Test
    void standsInFrontOfANewEventEvenWhereTheLastEventsAreNotKnown() {
      standsInFrontOf(
          withUnknownEvents(projected), record(5, 0, 15, 4, "new"), "but 12 is projected");
    }

    @Test
    void standsInFrontOfAnOlderIncarnation() {
      var newer = follow(projected, record(5, 1, 13, 12, "event 13")).position(NODE);

      assertThat(newer.incarnation()).isEqualTo(1);
      standsInFrontOf(newer, record(6, 0, 14, 13, "event 14"), "incarnation 0");
      standsInFrontOf(newer, record(6, 0, 1, 0, "event 1"), "incarnation 0");
    }

    @Test
    void standsInFrontOfANewerIncarnationThatBeginsBeforeWhatIsProjected() {
      standsInFrontOf(projected, record(5, 1, 2, 0, "event 2"), "incarnation 1");
    }

    @Test
    void standsInFrontOfARecordOfAnotherLog() {
      var raw = new ConsumerRecord<>("topic", 0, 5L, "key", new byte[0]);
      var event = new GenericEventMessage<>("event");
      standsInFrontOf(
          projected, new TopicRecord(raw, new LogPosition(1, 0, 13), 12, event, null), "log 1");
    }

    @Test
    void standsInFrontOfAnIndexThatIsProjectedFromAnotherPartition() {
      var other = new Position(1, 9, 0, 0, 12, 9, null, null, projected.recent(), NODE);
      var chain =
          PredecessorChain.from(
              Position.start(0),
              List.of(other),
              new VoidRule(Incarnations.FIRST),
              List.of(record(0, 0, 9, 0, "other")));

      assertThat(chain.taken()).isEmpty();
      assertThat(chain.position(NODE).divergence()).contains("from partition 1");
    }

    @Test
    void takesANewerIncarnationThatFollowsWhatIsProjected() {
      var chain = follow(projected, record(5, 1, 15, 12, "event 15"));

      assertThat(taken(chain)).containsExactly(15L);
      assertThat(chain.position(NODE).isDiverged()).isFalse();
    }

    @Test
    void passesOverAnOlderIncarnationThatItHasRead() {
      var newer = follow(projected, record(5, 1, 13, 12, "event 13")).position(NODE);

      var chain = follow(newer, record(0, 1, 0), record(3, 9, 4), record(6, 12, 9));

      assertThat(chain.taken()).isEmpty();
      assertThat(chain.position(NODE).isDiverged()).isFalse();
      assertThat(chain.position(NODE).incarnation()).isEqualTo(1);
    }

    @Test
    void passesOverWhatItTookBeforeAnybodyKeptTheLastEvents() {
      var chain = follow(withUnknownEvents(projected), record(5, 12, 9), record(6, 15, 12));

      assertThat(taken(chain)).containsExactly(15L);
    }

    @Test
    void takesWhatIsLeftOfTheSameBatchBefore() {
      var chain =
          follow(projected, record(5, 15, 12), record(6, 0, 12, 4, "other"), record(7, 20, 15));

      assertThat(taken(chain)).containsExactly(15L);
      assertThat(chain.position(NODE).nextOffset()).isEqualTo(6);
    }

    @Test
    void keepsStandingWhileOnlyWhatFollowsIsRead() {
      var stands = follow(projected, record(5, 0, 9, 4, "other")).position(NODE);

      assertThat(follow(stands, record(6, 15, 12)).position(NODE)).isEqualTo(stands);
    }

    @Test
    void goesOnWhereTheRecordInFrontIsAGoodOneNow() {
      var stands = follow(projected, record(5, 0, 9, 4, "other")).position(NODE);

      var chain = follow(stands, record(5, 15, 12));

      assertThat(taken(chain)).containsExactly(15L);
      assertThat(chain.position(NODE).isDiverged()).isFalse();
    }
  }

  /** The log has lost its end after 4, and the operator has accepted that. */
  @Nested
  class AfterAShorterLogWasAccepted {

    private static final Incarnations TWO =
        new Incarnations(List.of(new Incarnation(0, 1), new Incarnation(1, 5)));

    private final TopicRecord[] topic = {
      record(0, 3, 0),
      record(1, 4, 3),
      record(2, 9, 4),
      record(3, 12, 9),
      record(4, 1, 7, 4, "event of the other end"),
      record(5, 1, 12, 7, "another")
    };

    @Test
    void takesOnlyWhatIsValid() {
      var chain = follow(TWO, Position.start(0), topic);

      assertThat(taken(chain)).containsExactly(3L, 4L, 7L, 12L);
      var after = chain.position(NODE);
      assertThat(after.events()).isEqualTo(4);
      assertThat(after.incarnation()).isEqualTo(1);
      assertThat(after.nextOffset()).isEqualTo(6);
      assertThat(after.isDiverged()).isFalse();
    }

    @Test
    void passesOverEverythingThatItReadsOnceMore() {
      var after = follow(TWO, Position.start(0), topic).position(NODE);

      var again = follow(TWO, after, topic);

      assertThat(again.taken()).isEmpty();
      assertThat(again.position(NODE)).isEqualTo(after);
    }

    @Test
    void passesOverWhatAStaleRelaySendsLate() {
      var after = follow(TWO, Position.start(0), topic).position(NODE);

      var chain = follow(TWO, after, record(6, 15, 12), record(7, 1, 14, 12, "next"));

      assertThat(taken(chain)).containsExactly(14L);
    }

    @Test
    void standsNoMoreInFrontOfAVoidGap() {
      var blocked = at(2, 2, 12L, 3, 4);

      var chain = follow(TWO, blocked, record(2, 12, 9));

      assertThat(chain.position(NODE).isBlocked()).isFalse();
      assertThat(chain.position(NODE).nextOffset()).isEqualTo(3);
    }

    @Test
    void takesTheWholeEndAsLongAsNobodyKnows() {
      var chain = follow(Incarnations.FIRST, Position.start(0), topic);

      assertThat(taken(chain)).containsExactly(3L, 4L, 9L, 12L);
      assertThat(chain.position(NODE).isDiverged()).isTrue();
    }

    @Test
    void tellsARunThatTookTheEndFromOneThatDidNot() {
      var rule = new VoidRule(TWO);

      assertThat(VoidedRuns.divergence(rule, "coupons", List.of(at(2, 2, null, 3, 4)))).isEmpty();
      assertThat(VoidedRuns.divergence(rule, "coupons", List.of(at(3, 3, null, 3, 4, 9))))
          .hasValueSatisfying(why -> assertThat(why).contains("from 5 on", "replay coupons"));
    }
  }

  @Test
  void keepsTheLastEventsOnlyWhileNobodyElseHasTakenOthers() {
    var recent = at(5, 4, null, 3, 4, 9, 12).recent();

    assertThat(RecentEvents.read(recent.stored(), 12)).isEqualTo(recent);
    assertThat(RecentEvents.read(recent.stored(), 15).isUnknown()).isTrue();
    assertThat(RecentEvents.read(null, 12).isUnknown()).isTrue();
  }

  @Test
  void keepsNoMoreOfTheLastEventsThanItsLimit() {
    var recent = RecentEvents.unknown();
    for (long index = 1; index <= RecentEvents.LIMIT + 10; index++) {
      recent.add(index, fingerprint("event", index));
    }

    assertThat(recent.reachBackTo(11)).isTrue();
    assertThat(recent.reachBackTo(10)).isFalse();
    assertThat(recent.stored()).hasSize(1024);
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
      var chain = follow(position, topic.subList(from, until).toArray(TopicRecord[]::new));
      taken.addAll(taken(chain));
      position = chain.position(NODE);
      // A rebalance sends the reader anywhere; a gap sends it back to the position.
      var jump = random.nextInt(3) == 0;
      from = jump ? random.nextInt(topic.size()) : until % topic.size();
      if (chain.mustReread()) {
        from = (int) position.nextOffset();
      }
    }

    assertThat(taken).as("seed %d", seed).hasSize(200).isSorted().doesNotHaveDuplicates();
    assertThat(position.events()).isEqualTo(200);
  }
}
