package io.firstserved.command.log.tail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.event.LogRow;
import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a follower is led along the log: how many events at a time, and when. */
class LogTailIT {

  private static final CampaignId CAMPAIGN = new CampaignId("followed");
  private static final int FULL = 50;
  private static final int BUSY = 10;

  /** Longer than any test: who keeps this pace takes no second batch. */
  private static final Duration FOR_EVER = Duration.ofHours(1);

  private final List<Integer> batches = new CopyOnWriteArrayList<>();
  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    node = LogNode.on(database);
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    database.close();
  }

  @Test
  void takesFullBatchesWithoutAPauseAndPausesAfterOneThatIsNotFull() throws Exception {
    node.issue(CAMPAIGN, 1, 2 * FULL + 1);

    following(
        FOR_EVER,
        Duration.ZERO,
        () -> {
          awaitBatches(FULL, FULL, 1);
          node.issue(CAMPAIGN, 1_000, 1);
          staysAt(3);
        });
  }

  @Test
  void pausesLongerAfterABusyBatch() throws Exception {
    node.issue(CAMPAIGN, 1, 1);

    following(
        Duration.ZERO,
        FOR_EVER,
        () -> {
          awaitBatches(1);
          node.issue(CAMPAIGN, 2, 1);
          awaitBatches(1, 1);
        });
    node.issue(CAMPAIGN, 3, BUSY);
    following(
        Duration.ZERO,
        FOR_EVER,
        () -> {
          awaitBatches(1, 1, BUSY);
          node.issue(CAMPAIGN, 1_000, 1);
          staysAt(3);
        });
  }

  private interface Steps {
    void run() throws Exception;
  }

  private void following(Duration pace, Duration busyPace, Steps steps) throws Exception {
    var limits =
        new TailLimits(
            FULL,
            Duration.ofMillis(5),
            pace,
            BUSY,
            busyPace,
            Duration.ofSeconds(5),
            Duration.ofMillis(20));
    var tail = new LogTail(new Counting(), limits, new NewEvents(), database.jdbc());
    try (var running = LoopsForTests.running(tail)) {
      steps.run();
    }
  }

  private void awaitBatches(Integer... sizes) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(batches).containsExactly(sizes));
  }

  /** Long enough for many polls; a slow machine can only make it pass. */
  private void staysAt(int count) {
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(10))
        .until(() -> batches.size() == count);
  }

  private final class Counting implements LogFollower {

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public String initialMemo() {
      return "";
    }

    @Override
    public String handle(List<LogRow> rows, String memo, Lease lease) {
      batches.add(rows.size());
      return memo;
    }
  }
}
