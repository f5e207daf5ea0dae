package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.Answers.Answer;
import io.firstserved.command.log.AppendRefusedException.SerialTaken;
import io.firstserved.command.log.AppendRefusedException.StreamPositionTaken;
import io.firstserved.command.log.Interference.Disturbance;
import io.firstserved.command.log.Interference.Stage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GapAwareTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeveralNodesIT {

  private static final CampaignId CAMPAIGN = new CampaignId("crowded");
  private static final long SEED = 20_261_122;

  private final Interference interference = new Interference();
  private LogDatabase database;
  private List<LogNode> nodes;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    nodes =
        IntStream.range(0, 3)
            .mapToObj(n -> new LogNode(database, database, LogLimits.DEFAULT, interference::on))
            .toList();
    nodes.getFirst().engine.appendEvents(Events.created(CAMPAIGN));
  }

  @AfterEach
  void stop() throws InterruptedException {
    for (var node : nodes) {
      node.close();
    }
    database.close();
  }

  @Test
  void leavesNoGapAndNeverReordersWhatAReaderSees() throws Exception {
    var random = new Random(SEED);
    interference.disturb(rollingBackOneInTen(random));
    var rawReader = new RawReader(database);
    var axonReader = new AxonReader(nodes.get(2));

    // Six writers, two on each node; each waits for its answer before it writes again.
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var writers =
          IntStream.range(0, 6)
              .mapToObj(writer -> threads.submit(() -> write(writer, 80)))
              .toList();
      for (var writer : writers) {
        answers.addAll(writer.get());
      }
    }

    long head = database.head();
    assertThat(head).isEqualTo(1 + new Answers(answers).stored());
    new Answers(answers).agreeWith(database);
    var everything = LongStream.rangeClosed(1, head).boxed().toList();
    assertThat(rawReader.seenUpTo(head)).isEqualTo(everything);
    assertThat(axonReader.seenUpTo(head)).isEqualTo(everything);
  }

  private List<Answer> write(int writer, int count) throws InterruptedException {
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int n = 1; n <= count; n++) {
        long serial = (long) writer * count + n;
        answers.add(
            Answers.get(
                Answers.start(threads, CAMPAIGN, "user-" + serial, serial, nodes.get(writer % 3))));
      }
    }
    return answers;
  }

  private static Disturbance rollingBackOneInTen(Random random) {
    return new Disturbance() {
      @Override
      public void before(Stage stage, Connection connection) throws SQLException {
        if (stage == Stage.COMMIT && oneInTen()) {
          connection.rollback();
          throw new SQLException("rolled back by the test");
        }
      }

      private boolean oneInTen() {
        synchronized (random) {
          return random.nextInt(10) == 0;
        }
      }
    };
  }

  @Test
  void letsOneOfTwoNodesHaveASerial() throws Exception {
    race(40, round -> "left-" + round, round -> "right-" + round, SerialTaken.class);
  }

  @Test
  void letsAUserHaveOneCouponFromTwoNodes() throws Exception {
    race(40, round -> "user-" + round, round -> "user-" + round, StreamPositionTaken.class);
  }

  /** Two nodes issue at the same instant, the same serial or to the same user. */
  private void race(
      int rounds, IntFunction<String> left, IntFunction<String> right, Class<?> refusal)
      throws Exception {
    var barrier = new CyclicBarrier(2);
    var answers = new ArrayList<Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= rounds; round++) {
        boolean sameSerial = refusal == SerialTaken.class;
        long serial = sameSerial ? round : 2L * round;
        var one = rival(threads, barrier, left.apply(round), serial, nodes.get(0));
        var other =
            rival(
                threads,
                barrier,
                right.apply(round),
                sameSerial ? serial : serial - 1,
                nodes.get(1));
        var both = List.of(Answers.get(one), Answers.get(other));
        assertThat(both).filteredOn(answer -> answer.refusal() == null).hasSize(1);
        assertThat(both)
            .filteredOn(answer -> answer.refusal() != null)
            .singleElement()
            .extracting(Answer::refusal)
            .isInstanceOf(refusal);
        answers.addAll(both);
      }
    }
    new Answers(answers).agreeWith(database);
  }

  private static Future<Answer> rival(
      ExecutorService threads, CyclicBarrier barrier, String user, long serial, LogNode node) {
    return threads.submit(
        () -> {
          barrier.await();
          return Answers.get(Answers.start(threads, CAMPAIGN, user, serial, node));
        });
  }

  /** Reads the table itself, over and over, and notes what it sees in the order it sees it. */
  private static final class RawReader {
    private final List<Long> seen = new CopyOnWriteArrayList<>();

    RawReader(LogDatabase database) {
      Thread.ofVirtual()
          .start(
              () -> {
                while (!database.pool().isClosed()) {
                  long last = seen.isEmpty() ? 0 : seen.getLast();
                  seen.addAll(
                      database
                          .jdbc()
                          .sql(
                              "SELECT global_index FROM domain_event_entry"
                                  + " WHERE global_index > ? ORDER BY global_index")
                          .param(last)
                          .query(Long.class)
                          .list());
                }
              });
    }

    List<Long> seenUpTo(long head) {
      await().until(() -> seen.contains(head));
      return List.copyOf(seen);
    }
  }

  /** Reads through Axon's own event store, from the tail, as a tracking processor would. */
  private static final class AxonReader {
    private final BlockingStream<TrackedEventMessage<?>> stream;

    AxonReader(LogNode node) {
      var store =
          EmbeddedEventStore.builder()
              .storageEngine(node.engine)
              .fetchDelay(20)
              .timeUnit(TimeUnit.MILLISECONDS)
              .build();
      stream = store.openStream(null);
    }

    List<Long> seenUpTo(long head) throws InterruptedException {
      var seen = new ArrayList<Long>();
      while (seen.isEmpty() || seen.getLast() < head) {
        assertThat(stream.hasNextAvailable(10, TimeUnit.SECONDS)).isTrue();
        var token = (GapAwareTrackingToken) stream.nextAvailable().trackingToken();
        assertThat(token.getGaps()).isEmpty();
        seen.add(token.getIndex());
      }
      stream.close();
      return seen;
    }
  }
}
