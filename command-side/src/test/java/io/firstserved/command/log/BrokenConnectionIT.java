package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.Interference.Disturbance;
import io.firstserved.command.log.Interference.Stage;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** Whatever breaks the writer's connection at whatever stage, each answer agrees with the log. */
class BrokenConnectionIT {

  private static final CampaignId CAMPAIGN = new CampaignId("fragile");
  private static final int COMMANDS = 60;

  private final Interference interference = new Interference();
  private final AtomicBoolean struck = new AtomicBoolean();
  private LogDatabase database;
  private TcpProxy network;
  private LogNode node;

  @BeforeEach
  void start() {
    database = LogDatabase.create();
    var direct = URI.create(database.getJdbcUrl().substring("jdbc:".length()));
    network = new TcpProxy(direct.getPort());
    var limits =
        LogLimits.with(
            Map.of(
                "network-limit", "1500ms",
                "lock-wait-limit", "1s",
                "session-idle-limit", "3s",
                "keep-alive", "500ms"));
    node = new LogNode(database, through(network, direct), limits, interference::on);
    node.engine.appendEvents(Events.created(CAMPAIGN));
  }

  private JdbcConnectionDetails through(TcpProxy proxy, URI direct) {
    var url =
        database.getJdbcUrl().replaceFirst(":" + direct.getPort() + "/", ":" + proxy.port() + "/");
    return new JdbcConnectionDetails() {
      @Override
      public String getJdbcUrl() {
        return url;
      }

      @Override
      public String getUsername() {
        return database.getUsername();
      }

      @Override
      public String getPassword() {
        return database.getPassword();
      }
    };
  }

  @AfterEach
  void stop() throws InterruptedException {
    interference.disturb(new Disturbance() {});
    node.close();
    network.close();
    database.close();
  }

  private void strikeBefore(Stage stage, Strike strike) {
    interference.disturb(
        new Disturbance() {
          @Override
          public void before(Stage at, Connection connection) throws SQLException {
            if (at == stage && struck.compareAndSet(false, true)) {
              strike.on(connection);
            }
          }
        });
  }

  private void strikeAfter(Stage stage, Strike strike) {
    interference.disturb(
        new Disturbance() {
          @Override
          public void after(Stage at, Connection connection) throws SQLException {
            if (at == stage && struck.compareAndSet(false, true)) {
              strike.on(connection);
            }
          }
        });
  }

  private interface Strike {
    void on(Connection connection) throws SQLException;
  }

  private void kill(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var result = statement.executeQuery("SELECT CONNECTION_ID()")) {
      result.next();
      database.jdbc().sql("KILL " + result.getLong(1)).update();
    }
  }

  private void everyCommandIsStoredAndToldSo() throws InterruptedException {
    var answers = Answers.of(CAMPAIGN, COMMANDS, node);

    assertThat(struck).isTrue();
    answers.agreeWith(database);
    assertThat(answers.stored()).isEqualTo(COMMANDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "COMMIT"})
  void survivesAKillBefore(Stage stage) throws InterruptedException {
    strikeBefore(stage, this::kill);
    everyCommandIsStoredAndToldSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "COMMIT"})
  void survivesAKillAfter(Stage stage) throws InterruptedException {
    strikeAfter(stage, this::kill);
    everyCommandIsStoredAndToldSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "COMMIT"})
  void survivesACutBefore(Stage stage) throws InterruptedException {
    strikeBefore(stage, connection -> network.cut());
    everyCommandIsStoredAndToldSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"APPEND", "COMMIT"})
  void survivesACutAfter(Stage stage) throws InterruptedException {
    strikeAfter(stage, connection -> network.cut());
    everyCommandIsStoredAndToldSo();
  }

  /** The round trips of a batch that follows one with a conflict. */
  @ParameterizedTest
  @EnumSource(names = {"TAKE_INDEXES", "LOOK_FOR_KEYS", "INSERT"})
  void survivesAKillWhileItLooksForConflicts(Stage stage) throws InterruptedException {
    meetAConflict();
    strikeBefore(stage, this::kill);
    everyCommandIsStoredAndToldSo();
  }

  @ParameterizedTest
  @EnumSource(names = {"TAKE_INDEXES", "LOOK_FOR_KEYS", "INSERT"})
  void survivesACutWhileItLooksForConflicts(Stage stage) throws InterruptedException {
    meetAConflict();
    strikeAfter(stage, connection -> network.cut());
    everyCommandIsStoredAndToldSo();
  }

  private void meetAConflict() {
    assertThatThrownBy(() -> node.engine.appendEvents(Events.created(CAMPAIGN)))
        .isInstanceOf(AppendRefusedException.StreamPositionTaken.class);
  }

  @Test
  void findsOutThatACommitSucceededWhoseAnswerWasLost() throws InterruptedException {
    strikeBefore(
        Stage.COMMIT,
        connection -> {
          network.loseAnswers();
          long before = database.head();
          Thread.ofVirtual()
              .start(
                  () -> {
                    await().until(() -> database.head() > before);
                    network.cut();
                  });
        });
    everyCommandIsStoredAndToldSo();
  }

  @Test
  void findsOutThatACommitNeverArrived() throws InterruptedException {
    strikeBefore(
        Stage.COMMIT,
        connection -> {
          network.loseRequests();
          network.loseAnswers();
        });
    everyCommandIsStoredAndToldSo();
  }

  @Test
  void asksTheLogWhenACommitIsNotAnsweredInTime() throws InterruptedException {
    // The connection stays: the writer runs into its limit.
    strikeBefore(Stage.COMMIT, connection -> network.loseAnswers());
    everyCommandIsStoredAndToldSo();
  }

  @Test
  void saysThatNothingIsStoredWhileTheDatabaseIsAway() throws InterruptedException {
    struck.set(true);
    network.close();
    var answers = Answers.of(CAMPAIGN, 5, node);

    assertThat(answers.all())
        .extracting(Answers.Answer::refusal)
        .allSatisfy(
            refusal -> assertThat(refusal).isInstanceOf(LogUnavailableException.Failed.class));
    answers.agreeWith(database);
  }
}
