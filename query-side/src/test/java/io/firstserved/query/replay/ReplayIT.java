package io.firstserved.query.replay;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.issues;
import static io.firstserved.query.Events.redeemed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.ReadModelDump;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rebuilding a projection on real servers, while it is read and projected on. */
class ReplayIT {

  private static final String OPERATOR = Tokens.of("olga", "operator");

  private TestDatabase readModels;
  private Map<String, String> settings;
  private LogOnTopic log;
  private QueryNode node;

  @BeforeEach
  void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("replay", TopicFormat.PARTITIONS);
    readModels = TestServers.mysql().freshDatabase("query");
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    settings = QueryNode.settings(readModels, kafka.bootstrapServers(), topic);
    settings.put("first-served.replay.interval", "50ms");
    node = QueryNode.start(settings);
  }

  @AfterEach
  void stop() {
    node.close();
    log.close();
  }

  private void awaitProjected() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/v1/projections").body().path("items"))
                    .hasSize(3)
                    .allSatisfy(
                        projection ->
                            assertThat(projection.path("events").asLong()).isEqualTo(log.head())));
  }

  private void replay(String projection) {
    assertThat(post(projection)).isEqualTo(202);
  }

  private int post(String projection) {
    return node.send("POST", path(projection), OPERATOR, null).status();
  }

  private static String path(String projection) {
    return "/api/v1/projections/" + projection + "/replay";
  }

  private String status(String projection) {
    return node.get(path(projection)).body().path("status").asString();
  }

  private void awaitStatus(String projection, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(status(projection)).isEqualTo(status));
  }

  private void recordACampaign(String campaign, int coupons) {
    var issued = issues(campaign, 1, coupons);
    log.record(created(campaign, (long) coupons));
    log.record(issued);
    log.record(
        issued.stream()
            .filter(coupon -> coupon.serial() % 3 == 0)
            .map(coupon -> redeemed(coupon, "order-" + coupon.serial(), NOON.plusSeconds(1)))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"campaigns", "coupons", "timeline"})
  void givesTheSameRowsByteForByte(String projection) {
    recordACampaign("same", 500);
    awaitProjected();
    var before = ReadModelDump.of(readModels);

    replay(projection);
    awaitStatus(projection, "COMPLETED");

    assertThat(ReadModelDump.of(readModels)).isEqualTo(before);
    var done = node.get(path(projection)).body();
    assertThat(done.path("percent").asDouble()).isEqualTo(100);
    assertThat(done.path("events").asLong()).isEqualTo(log.head());
    log.record(issued("same", "one-more", 501, NOON));
    awaitProjected();
    assertThat(node.get("/api/v1/campaigns/same").body().path("issued").asLong()).isEqualTo(501);
  }

  @Test
  void mendsRowsThatAreWrong() throws Exception {
    recordACampaign("wrong", 200);
    awaitProjected();
    var right = ReadModelDump.of(readModels);
    try (var connection =
            java.sql.DriverManager.getConnection(
                readModels.jdbcUrl(), readModels.username(), readModels.password());
        var statement = connection.createStatement()) {
      statement.execute("DELETE FROM coupon WHERE serial > 100");
      statement.execute("UPDATE coupon SET user_id = 'nobody' WHERE serial = 7");
    }
    assertThat(ReadModelDump.of(readModels)).isNotEqualTo(right);

    replay("coupons");
    awaitStatus("coupons", "COMPLETED");

    assertThat(ReadModelDump.of(readModels)).isEqualTo(right);
  }

  @Test
  void answersAndProjectsOnWhileItRebuilds() {
    recordACampaign("busy", 3_000);
    awaitProjected();
    restartWith(Map.of("first-served.replay.batch-size", "50"));

    replay("coupons");
    replay("campaigns");
    for (var serial = 3_001; serial <= 3_300; serial++) {
      log.record(issued("busy", serial));
      if (serial % 20 == 0) {
        assertThat(node.get("/api/v1/coupons/" + issued("busy", 1).couponId()).status())
            .isEqualTo(200);
        assertThat(node.get("/api/v1/campaigns/busy").body().path("issued").asLong())
            .isGreaterThanOrEqualTo(3_000);
      }
    }
    awaitStatus("coupons", "COMPLETED");
    awaitStatus("campaigns", "COMPLETED");
    awaitProjected();

    assertThat(node.get("/api/v1/campaigns/busy").body().path("issued").asLong()).isEqualTo(3_300);
    assertThat(ReadModelDump.of(readModels).get("coupons")).hasSize(3_300);
  }

  private void restartWith(Map<String, String> more) {
    node.close();
    var all = new HashMap<>(settings);
    all.putAll(more);
    node = QueryNode.start(all);
  }

  @Test
  void canBeCancelledAndCarriedOnByAnotherNode() {
    recordACampaign("carried", 2_000);
    awaitProjected();
    var before = ReadModelDump.of(readModels);
    restartWith(Map.of("first-served.replay.batch-size", "1"));
    replay("coupons");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(node.get(path("coupons")).body().path("events").asLong()).isPositive());

    assertThat(node.send("DELETE", path("coupons"), OPERATOR, null).status()).isEqualTo(200);
    awaitStatus("coupons", "CANCELLED");
    var cancelledAt = node.get(path("coupons")).body().path("events").asLong();
    assertThat(cancelledAt).isLessThan(log.head());
    assertThat(ReadModelDump.of(readModels)).isEqualTo(before);

    restartWith(Map.of());
    assertThat(status("coupons")).isEqualTo("CANCELLED");
    replay("coupons");
    awaitStatus("coupons", "COMPLETED");

    assertThat(ReadModelDump.of(readModels)).isEqualTo(before);
  }

  @Test
  void isTakenOverFromANodeThatStops() {
    recordACampaign("taken", 2_000);
    awaitProjected();
    var before = ReadModelDump.of(readModels);
    restartWith(Map.of("first-served.replay.batch-size", "1"));
    replay("coupons");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(node.get(path("coupons")).body().path("events").asLong()).isPositive());

    restartWith(Map.of("first-served.replay.lease", "2s", "first-served.replay.swap-limit", "2s"));
    awaitStatus("coupons", "COMPLETED");

    assertThat(ReadModelDump.of(readModels)).isEqualTo(before);
  }

  @Test
  void isDoneAtOnceWhileTheLogIsEmptyAndHasNoTopic() {
    restartWith(Map.of("first-served.kafka.topic", "not-there-yet-" + UUID.randomUUID()));

    replay("coupons");

    awaitStatus("coupons", "COMPLETED");
  }

  @Test
  void isForOperatorsOnKnownProjections() {
    assertThat(node.send("POST", path("coupons"), null, null).status()).isEqualTo(401);
    assertThat(node.send("POST", path("coupons"), Tokens.of("a", "auditor"), null).status())
        .isEqualTo(403);
    assertThat(post("nothing")).isEqualTo(404);
    assertThat(node.get(path("coupons")).status()).isEqualTo(404);
    assertThat(List.of(post("coupons"), post("coupons"))).containsOnly(202);
  }
}
