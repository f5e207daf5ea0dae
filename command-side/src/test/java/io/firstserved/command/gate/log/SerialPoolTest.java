package io.firstserved.command.gate.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.GateProperties.LogBacked;
import io.firstserved.command.gate.MemoryLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SerialPoolTest {

  private static final LogBacked LIMITS =
      new LogBacked(4, 3, Duration.ofMillis(1), Duration.ofSeconds(1), Duration.ofSeconds(1));

  private final MemoryLog log = new MemoryLog();
  private final CampaignId campaign = log.create("c", 100L, 1);

  private SerialPool pool(long seed) {
    return new SerialPool(log, campaign, LIMITS, new Random(seed));
  }

  private void issue(int from, int to) {
    for (int serial = from; serial <= to; serial++) {
      log.append(campaign, "user-" + serial, serial);
    }
  }

  private static List<Long> take(SerialPool pool, int count, Long quota) {
    var serials = new ArrayList<Long>();
    for (int i = 0; i < count; i++) {
      pool.take(quota).ifPresent(serials::add);
    }
    return serials;
  }

  @Test
  void beginsALittleAboveWhereTheLogEndsAndGoesOnInARow() {
    issue(1, 37);

    var serials = take(pool(1), 10, 100L);

    assertThat(serials.getFirst()).isBetween(38L, 38L + 2 * 4);
    assertThat(serials)
        .containsExactlyElementsOf(
            LongStream.range(serials.getFirst(), serials.getFirst() + 10).boxed().toList());
  }

  @Test
  void beginsLowInAnEmptyLog() {
    assertThat(take(pool(1), 3, null)).allSatisfy(serial -> assertThat(serial).isLessThan(12));
  }

  @Test
  void findsTheHolesOncePastTheQuota() {
    issue(1, 10);
    issue(13, 100);

    var pool = pool(1);

    assertThat(take(pool, 5, 100L)).containsExactlyInAnyOrder(11L, 12L);
  }

  @Test
  void saysNothingIsLeftOnceTheLogIsFull() {
    issue(1, 100);
    var pool = pool(1);
    assertThat(pool.take(100L)).isEmpty();
    var before = log.lookUps();

    assertThat(pool.take(100L)).isEmpty();

    assertThat(log.lookUps()).isEqualTo(before);
  }

  @Test
  void goesOnWhenTheQuotaWasRaised() {
    issue(1, 100);
    var pool = pool(1);
    assertThat(pool.take(100L)).isEmpty();

    assertThat(pool.take(101L)).hasValue(101);
  }

  @Test
  void triesAgainWhatWasGivenBack() {
    var pool = pool(1);
    var given = take(pool, 3, 100L).get(1);

    pool.giveBack(given);

    assertThat(pool.take(100L)).hasValue(given);
  }

  @Test
  void leapsAheadOfAnotherNodeAndComesBackForTheRest() {
    var mine = pool(1);
    var theirs = pool(2);
    var given = new ArrayList<Long>();
    var refused = 0;
    for (int turn = 0; given.size() < 100; turn++) {
      var pool = turn % 2 == 0 ? mine : theirs;
      var serial = pool.take(100L);
      if (serial.isPresent()) {
        var outcome = log.append(campaign, "user-" + turn, serial.getAsLong());
        pool.taken(serial.getAsLong(), outcome != MemoryLog.Outcome.STORED);
        if (outcome == MemoryLog.Outcome.STORED) {
          given.add(serial.getAsLong());
        } else {
          refused++;
        }
      }
    }

    assertThat(given).doesNotHaveDuplicates().hasSize(100);
    assertThat(refused).as("appends lost to the other node").isLessThan(100);
  }
}
