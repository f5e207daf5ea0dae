package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.Interference.Disturbance;
import io.firstserved.command.log.Interference.Stage;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A server that may no longer write cannot say what became of a commit: a primary that has lost its
 * group undoes the batch and shows a log without it, which the group has.
 */
class ReadOnlyServerIT {

  private static final CampaignId CAMPAIGN = new CampaignId("read-only");

  private final Interference interference = new Interference();
  private final AtomicBoolean struck = new AtomicBoolean();
  private MariaDb server;
  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    server = TestServers.newMariaDb();
    // Not the one user whom a read-only server obeys.
    server.execute(
        "CREATE DATABASE log",
        "CREATE USER 'writer'@'127.0.0.1' IDENTIFIED BY 'secret'",
        "GRANT ALL ON log.* TO 'writer'@'127.0.0.1'");
    database =
        LogDatabase.migrated(new TestDatabase("log", server.jdbcUrl("log"), "writer", "secret"));
    var limits = LogLimits.with(Map.of("answer-limit", "3s"));
    node = new LogNode(database, database, limits, interference::on);
    node.engine.appendEvents(Events.created(CAMPAIGN));
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.execute("SET GLOBAL read_only = 0");
    node.close();
    database.close();
    server.close();
  }

  /** The batch is undone by the server, and the client learns only that its commit broke. */
  private void losesItsGroupAtTheCommit() {
    interference.disturb(
        new Disturbance() {
          @Override
          public void before(Stage stage, Connection connection) throws SQLException {
            if (stage == Stage.COMMIT && struck.compareAndSet(false, true)) {
              connection.rollback();
              server.execute("SET GLOBAL read_only = 1");
              throw new SQLException(
                  "error on observer while running replication hook", "HY000", 3100);
            }
          }
        });
  }

  @Test
  void isNotBelievedThatNothingIsStored() throws InterruptedException {
    losesItsGroupAtTheCommit();

    var answers = Answers.of(CAMPAIGN, 1, node);

    assertThat(struck).isTrue();
    assertThat(answers.all())
        .singleElement()
        .extracting(Answers.Answer::refusal)
        .isInstanceOf(LogUnavailableException.OutcomeUnknown.class);
  }

  @Test
  void isAskedAgainUntilItMayWrite() throws InterruptedException {
    losesItsGroupAtTheCommit();
    var writable =
        Thread.ofVirtual()
            .start(
                () -> {
                  await().until(() -> seen(Stage.PROBE) > 2);
                  server.execute("SET GLOBAL read_only = 0");
                });

    var answers = Answers.of(CAMPAIGN, 1, node);

    writable.join();
    assertThat(answers.stored()).isEqualTo(1);
    answers.agreeWith(database);
  }

  private long seen(Stage stage) {
    return interference.seen().stream().filter(stage::equals).count();
  }
}
