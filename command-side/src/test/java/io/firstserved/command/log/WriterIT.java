package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.Answers.Answer;
import io.firstserved.command.log.AppendRefusedException.SerialTaken;
import io.firstserved.command.log.AppendRefusedException.StreamPositionTaken;
import io.firstserved.command.log.Interference.Disturbance;
import io.firstserved.command.log.Interference.Stage;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WriterIT {

  private static final CampaignId CAMPAIGN = new CampaignId("written");

  private final Interference interference = new Interference();
  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    node = node(Map.of());
    node.engine.appendEvents(Events.created(CAMPAIGN));
  }

  private LogNode node(Map<String, String> limits) {
    return new LogNode(database, database, LogLimits.with(limits), interference::on);
  }

  @AfterEach
  void stop() throws InterruptedException {
    interference.disturb(new Disturbance() {});
    node.close();
    database.close();
  }

  /** Keeps the writer busy with one command until it is let go, so that others queue up. */
  private final class BusyWriter {
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    BusyWriter() throws InterruptedException {
      var first = new AtomicBoolean(true);
      interference.disturb(
          new Disturbance() {
            @Override
            public void before(Stage stage, Connection connection) {
              if (first.compareAndSet(true, false)) {
                busy.countDown();
                waitUntilLetGo();
              }
            }
          });
      Thread.ofVirtual()
          .start(() -> node.engine.appendEvents(Events.created(new CampaignId("busy"))));
      busy.await();
    }

    private void waitUntilLetGo() {
      try {
        letGo.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    void letGo() {
      letGo.countDown();
    }
  }

  @Nested
  class ABatch {

    @Test
    void isTwoRoundTripsHoweverManyCommandsItHolds() throws Exception {
      var answers = queuedTogether(List.of(), 100);

      assertThat(answers).allSatisfy(answer -> assertThat(answer.refusal()).isNull());
      assertThat(interference.seen()).containsExactly(Stage.APPEND, Stage.COMMIT);
    }

    @Test
    void failsOnlyItsConflictsAndFindsThemAllAtOnce() throws Exception {
      node.issue(CAMPAIGN, 1, 20);
      var conflicts = new ArrayList<Long>();
      for (long serial = 1; serial <= 20; serial++) {
        conflicts.add(serial);
      }

      var answers = queuedTogether(conflicts, 100);

      assertThat(answers).filteredOn(answer -> answer.refusal() instanceof SerialTaken).hasSize(20);
      assertThat(answers).filteredOn(answer -> answer.refusal() == null).hasSize(100);
      assertThat(interference.seen())
          .containsExactly(
              Stage.APPEND,
              Stage.ROLLBACK,
              Stage.TAKE_INDEXES,
              Stage.LOOK_FOR_KEYS,
              Stage.INSERT,
              Stage.TAKE_INDEXES,
              Stage.COMMIT);
      Answers.assertGapless(database);
    }

    @Test
    void lookForConflictsFirstWhenTheLastOneHadSome() throws Exception {
      node.issue(CAMPAIGN, 1, 1);
      assertThatThrownBy(() -> node.engine.appendEvents(Events.issued(CAMPAIGN, "other", 1)))
          .isInstanceOf(SerialTaken.class);
      interference.seen().clear();

      assertThatThrownBy(() -> node.engine.appendEvents(Events.issued(CAMPAIGN, "another", 1)))
          .isInstanceOf(SerialTaken.class);

      assertThat(interference.seen())
          .containsExactly(Stage.TAKE_INDEXES, Stage.LOOK_FOR_KEYS, Stage.ROLLBACK);
    }

    @Test
    void letsTheFirstOfTwoRivalsInItHaveTheSerial() throws Exception {
      var busy = new BusyWriter();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var one = Answers.start(threads, CAMPAIGN, "one", 1, node);
        await().until(() -> node.queue.depth() == 1);
        var two = Answers.start(threads, CAMPAIGN, "two", 1, node);
        var three = Answers.start(threads, CAMPAIGN, "one", 2, node);
        await().until(() -> node.queue.depth() == 3);
        busy.letGo();
        assertThat(Answers.get(one).refusal()).isNull();
        assertThat(Answers.get(two).refusal()).isInstanceOf(SerialTaken.class);
        assertThat(Answers.get(three).refusal()).isInstanceOf(StreamPositionTaken.class);
      }
      Answers.assertGapless(database);
    }

    @Test
    void isRolledBackWhenItRehearses() throws Exception {
      var rehearsal = new CampaignId("rehearsal");
      node.issue(CAMPAIGN, 1, 3);
      interference.seen().clear();

      node.engine.appendEvents(Events.rehearsed(rehearsal, "one", 1));

      assertThat(interference.seen()).containsExactly(Stage.APPEND, Stage.ROLLBACK);
      node.issue(CAMPAIGN, 4, 1);
      var log = database.jdbc().sql("SELECT COUNT(*) FROM domain_event_entry").query(Long.class);
      assertThat(log.single()).as("the creation and four issues").isEqualTo(5);
      Answers.assertGapless(database);
    }

    /** Has these serials claimed again and fresh ones claimed as well, all in one batch. */
    private List<Answer> queuedTogether(List<Long> conflicts, int fresh) throws Exception {
      var busy = new BusyWriter();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var answers = new ArrayList<Future<Answer>>();
        conflicts.forEach(
            serial ->
                answers.add(Answers.start(threads, CAMPAIGN, "thief-" + serial, serial, node)));
        for (int n = 0; n < fresh; n++) {
          answers.add(Answers.start(threads, CAMPAIGN, "fresh-" + n, 1_000 + n, node));
        }
        await().until(() -> node.queue.depth() == answers.size());
        interference.disturb(
            new Disturbance() {
              @Override
              public void after(Stage stage, Connection connection) {
                if (stage == Stage.COMMIT) {
                  interference.seen().clear();
                  interference.disturb(new Disturbance() {});
                }
              }
            });
        busy.letGo();
        return answers.stream().map(Answers::get).toList();
      }
    }
  }

  @Nested
  class AQueueThatIsFull {

    @Test
    void refusesAtOnceAndStoresNothingOfIt() throws Exception {
      node.close();
      node = node(Map.of("queue-limit", "3"));
      var busy = new BusyWriter();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var waiting = new ArrayList<Future<Answer>>();
        for (int n = 1; n <= 3; n++) {
          waiting.add(Answers.start(threads, CAMPAIGN, "user-" + n, n, node));
        }
        await().until(() -> node.queue.depth() == 3);
        assertThatThrownBy(() -> node.engine.appendEvents(Events.issued(CAMPAIGN, "late", 4)))
            .isInstanceOf(LogUnavailableException.QueueFull.class);
        assertThat(node.meters.get("coupon.log.queue.depth").gauge().value()).isEqualTo(3);
        busy.letGo();
        assertThat(waiting).allSatisfy(one -> assertThat(one.get().refusal()).isNull());
      }
      assertThat(node.reader.findIssue(CAMPAIGN, 4)).isEmpty();
    }

    @Test
    void forgetsACommandThatHasGivenUpWaiting() throws Exception {
      node.close();
      node = node(Map.of("answer-limit", "300ms"));
      var busy = new BusyWriter();
      assertThatThrownBy(() -> node.engine.appendEvents(Events.issued(CAMPAIGN, "late", 1)))
          .isInstanceOf(LogUnavailableException.Failed.class);
      busy.letGo();
      node.engine.appendEvents(Events.issued(CAMPAIGN, "next", 2));

      assertThat(node.reader.findIssue(CAMPAIGN, 1)).isEmpty();
      Answers.assertGapless(database);
    }
  }

  @Nested
  class AShutdown {

    @Test
    void commitsWhatIsQueuedAndRefusesWhatComesLater() throws Exception {
      var busy = new BusyWriter();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        var waiting = new ArrayList<Future<Answer>>();
        for (int n = 1; n <= 50; n++) {
          waiting.add(Answers.start(threads, CAMPAIGN, "user-" + n, n, node));
        }
        await().until(() -> node.queue.depth() == 50);
        var drained = threads.submit(() -> node.writer.drain(Duration.ofSeconds(20)));
        await()
            .untilAsserted(
                () ->
                    assertThatThrownBy(() -> node.engine.appendEvents(Events.paused(CAMPAIGN, 1)))
                        .isInstanceOf(LogUnavailableException.ShuttingDown.class));
        busy.letGo();
        assertThat(drained.get()).isTrue();
        assertThat(waiting).allSatisfy(one -> assertThat(one.get().refusal()).isNull());
      }
      assertThat(node.reader.countIssues(CAMPAIGN)).isEqualTo(50);
    }
  }

  @Nested
  class AWriterThatDies {

    @Test
    void isReplacedAndItsBatchIsAnswered() throws Exception {
      dieOnceBefore(Stage.APPEND);
      var answers = Answers.of(CAMPAIGN, 30, node);

      answers.agreeWith(database);
      assertThat(answers.stored()).isLessThan(30);
      var later = new CampaignId("later");
      node.engine.appendEvents(Events.created(later));
      assertThat(Answers.of(later, 30, node).stored()).isEqualTo(30);
    }

    @Test
    void hasItsBatchLookedUpWhenItDiedAfterTheCommit() throws Exception {
      var died = new AtomicBoolean();
      interference.disturb(
          new Disturbance() {
            @Override
            public void after(Stage stage, Connection connection) {
              if (stage == Stage.COMMIT && died.compareAndSet(false, true)) {
                throw new OutOfMemoryError("thrown by the test");
              }
            }
          });
      var answers = Answers.of(CAMPAIGN, 30, node);

      assertThat(died).isTrue();
      assertThat(answers.stored()).isEqualTo(30);
      answers.agreeWith(database);
    }

    private void dieOnceBefore(Stage fatal) {
      var died = new AtomicBoolean();
      interference.disturb(
          new Disturbance() {
            @Override
            public void before(Stage stage, Connection connection) {
              if (stage == fatal && died.compareAndSet(false, true)) {
                throw new IllegalStateException("thrown by the test");
              }
            }
          });
    }
  }
}
