package io.firstserved.query.projection;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.LogTable;
import io.firstserved.query.QueryNode;
import io.firstserved.query.ReadModelDump;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

/** A restore or a lossy failover: the log has lost its end and gives its indexes once more. */
class LogDivergedIT {

  private static final String OPERATOR = Tokens.of("olga", "operator");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int COUPONS = 19;
  private static final int KEPT = 10;

  /** Serials from here on are of the other log. */
  private static final long OTHER = 1_000;

  private TestDatabase readModels;
  private LogTable table;
  private LogOnTopic log;
  private Map<String, String> settings;
  private QueryNode node;
  private List<LogOnTopic.Sealed> recorded;

  @BeforeEach
  void projectTwentyEvents() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("diverged", TopicFormat.PARTITIONS);
    readModels = TestServers.mysql().freshDatabase("query");
    table = LogTable.create(TestServers.mysql().freshDatabase("log"));
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    settings = new HashMap<>(QueryNode.settings(readModels, kafka.bootstrapServers(), topic));
    settings.put("first-served.log-database.url", table.database().jdbcUrl());
    settings.put("first-served.lag.interval", "50ms");
    settings.put("first-served.replay.interval", "50ms");
    node = QueryNode.start(settings);
    recorded = new ArrayList<>();
    record(created("diverged", null));
    issues("diverged", 1, COUPONS).forEach(this::record);
    awaitState("RUNNING", COUPONS);
  }

  @AfterEach
  void stop() {
    node.close();
    log.close();
  }

  private void record(Object event) {
    var sealed = log.seal(event);
    recorded.add(sealed);
    table.record(sealed);
    log.send(sealed);
    log.flush();
  }

  private void loseAllAfter(int index) {
    recorded.subList(index, recorded.size()).forEach(lost -> table.lose(lost.index()));
    recorded = new ArrayList<>(recorded.subList(0, index));
    log.loseAllAfter(recorded);
  }

  /** The shorter log counts, and what it got since is of the next life. */
  private void acceptAndGrow(int coupons) {
    loseAllAfter(KEPT);
    table.beginIncarnation(1, KEPT + 1);
    log.beginIncarnation(1);
    for (var serial = OTHER; serial < OTHER + coupons; serial++) {
      record(issued("diverged", serial));
    }
  }

  private void replayEveryProjection() {
    for (var projection : List.of("campaigns", "coupons", "timeline")) {
      node.send("POST", "/api/v1/projections/" + projection + "/replay", OPERATOR, null);
    }
  }

  private void awaitHealth(String status) {
    await()
        .atMost(LIMIT)
        .untilAsserted(() -> assertThat(node.health().path("status").asString()).isEqualTo(status));
  }

  private long coupons(String where) {
    return ReadModelDump.count(
        readModels, "SELECT COUNT(*) FROM coupon WHERE " + where + " AND slot = " + liveSlot());
  }

  private long liveSlot() {
    return ReadModelDump.count(
        readModels, "SELECT live_slot FROM projection WHERE name = 'coupons'");
  }

  private void awaitState(String state, long coupons) {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              assertThat(node.get("/api/v1/projections").body().path("items"))
                  .hasSize(3)
                  .allSatisfy(
                      projection ->
                          assertThat(projection.path("state").asString()).isEqualTo(state));
              assertThat(coupons("TRUE")).isEqualTo(coupons);
            });
  }

  private void awaitEveryPositionStanding() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(
                        ReadModelDump.count(
                            readModels,
                            "SELECT COUNT(DISTINCT projection) FROM projection_position"
                                + " WHERE divergence IS NOT NULL"))
                    .isEqualTo(3));
  }

  @Test
  void passesOverTheSameEventsSentAgain() {
    recorded.subList(5, recorded.size()).forEach(log::send);
    log.flush();
    record(issued("diverged", COUPONS + 1));

    awaitState("RUNNING", COUPONS + 1);
    assertThat(ReadModelDump.count(readModels, "SELECT issued FROM campaign_summary"))
        .isEqualTo(COUPONS + 1);
  }

  @Test
  void takesNothingOfALogThatLostItsEndAndGrewAgain() {
    loseAllAfter(KEPT);
    for (var serial = OTHER; serial < OTHER + 30; serial++) {
      record(issued("diverged", serial));
    }

    awaitEveryPositionStanding();
    awaitState("LOG_DIVERGED", COUPONS);
    assertThat(coupons("serial >= " + OTHER)).isZero();
    assertThat(node.get("/api/v1/projections").body().path("items"))
        .allSatisfy(
            projection -> {
              assertThat(projection.path("complete").asBoolean()).isFalse();
              assertThat(projection.path("fault").asString()).contains("partition");
            });
    assertThat(node.health().path("status").asString()).isEqualTo("DOWN");
    assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(node.get("/api/v1/campaigns/diverged?after-index=11").status()).isEqualTo(503);
  }

  @Test
  void isRightAgainOnceTheTopicIsMadeAnewFromTheShorterLogAndReplayed() {
    loseAllAfter(KEPT);
    record(issued("diverged", OTHER));
    awaitEveryPositionStanding();

    node.close();
    sendEverythingToANewTopic();
    node = QueryNode.start(settings);
    replayEveryProjection();

    awaitState("RUNNING", KEPT);
    assertThat(coupons("serial >= " + OTHER)).isEqualTo(1);
    record(issued("diverged", OTHER + 1));
    awaitState("RUNNING", KEPT + 1);
  }

  @Test
  void isRightAgainOnceTheShorterLogIsAcceptedAndReplayed() {
    acceptAndGrow(5);
    awaitState("LOG_DIVERGED", COUPONS);
    assertThat(node.get("/api/v1/projections").body().path("items"))
        .allSatisfy(
            projection ->
                assertThat(projection.path("fault").asString())
                    .contains("from 11 on", "replay " + projection.path("name").asString()));

    replayEveryProjection();

    awaitState("RUNNING", KEPT - 1 + 5);
    assertThat(coupons("serial >= " + OTHER)).isEqualTo(5);
    assertThat(node.get("/api/v1/projections").body().path("items"))
        .allSatisfy(projection -> assertThat(projection.path("complete").asBoolean()).isTrue());
    awaitHealth("UP");
    record(issued("diverged", OTHER + 5));
    awaitState("RUNNING", KEPT - 1 + 6);
    assertThat(node.get("/api/v1/campaigns/diverged?after-index=0.1.16").status()).isEqualTo(200);
    var voided = node.get("/api/v1/campaigns/diverged?after-index=0.0.11");
    assertThat(voided.status()).isEqualTo(410);
    assertThat(voided.body().path("reason").asString()).isEqualTo("VOIDED");
  }

  @Test
  void aReplayThatTookTheLostEndBeforeAnybodyKnewBeginsAnew() throws SQLException {
    var replayer = (SmartLifecycle) node.bean("replayerLifecycle");
    replayer.stop();
    replayEveryProjection();
    // As a replay leaves it that has taken all twenty events, and was not swapped in.
    try (var connection =
            DriverManager.getConnection(
                readModels.jdbcUrl(), readModels.username(), readModels.password());
        var statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO projection_position (projection, slot, partition_no, next_offset, log_id,"
              + " incarnation, highest_index, events, node) SELECT projection, 1 - slot,"
              + " partition_no, next_offset, log_id, incarnation, highest_index, events, node"
              + " FROM projection_position");
      statement.execute("UPDATE replay SET status = 'RUNNING', events = 20");
    }
    acceptAndGrow(5);

    replayer.start();

    awaitState("RUNNING", KEPT - 1 + 5);
    assertThat(coupons("serial >= " + OTHER)).isEqualTo(5);
    awaitHealth("UP");
  }

  @Test
  void goesOnWithoutAReplayWhereNothingVoidWasTaken() {
    var projector = (SmartLifecycle) node.bean("projectorLoop");
    projector.stop();
    for (var serial = 100; serial < 110; serial++) {
      record(issued("diverged", serial));
    }
    var kept = recorded.subList(0, COUPONS + 1);
    recorded.subList(COUPONS + 1, recorded.size()).forEach(lost -> table.lose(lost.index()));
    log.loseAllAfter(kept);
    table.beginIncarnation(1, COUPONS + 2);
    log.beginIncarnation(1);
    record(issued("diverged", OTHER));
    await().until(() -> node.bean(KnownIncarnations.class).latest().present() == 1);

    projector.start();

    awaitState("RUNNING", COUPONS + 1);
    assertThat(coupons("serial BETWEEN 100 AND 109")).isZero();
    awaitHealth("UP");
  }

  private void sendEverythingToANewTopic() {
    log.close();
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("diverged", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    recorded = new ArrayList<>(recorded.stream().map(log::again).toList());
    recorded.forEach(log::send);
    log.flush();
    settings.put("first-served.kafka.topic", topic);
  }
}
