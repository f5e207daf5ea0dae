package io.firstserved.query.lag;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.LogTable;
import io.firstserved.query.QueryNode;
import io.firstserved.query.projection.ProjectorState;
import io.firstserved.servers.Kafka;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.context.SmartLifecycle;

/** Each thing the lag rests on is stopped, and the meter rises. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LagIT {

  private static final double RISEN = 2;

  private static Kafka kafka;
  private static MariaDb logServer;
  private static LogOnTopic log;
  private static LogTable table;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    kafka = TestServers.newKafka();
    kafka.createTopic("lag", TopicFormat.PARTITIONS);
    logServer = TestServers.newMariaDb();
    logServer.execute("CREATE DATABASE the_log");
    table =
        LogTable.create(
            new TestDatabase(
                "the_log",
                logServer.jdbcUrl("the_log"),
                logServer.username(),
                logServer.password()));
    log = new LogOnTopic(kafka.bootstrapServers(), "lag", TopicFormat.PARTITIONS);
    var settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), "lag");
    settings.put("first-served.log-database.url", table.database().jdbcUrl());
    settings.put("first-served.log-database.username", table.database().username());
    settings.put("first-served.log-database.password", table.database().password());
    settings.put("first-served.lag.interval", "100ms");
    settings.put("first-served.lag.source-timeout", "1s");
    settings.put("first-served.lag.freshness", "1500ms");
    node = QueryNode.start(settings);
    record(created("lag", null));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
    kafka.close();
    logServer.close();
  }

  private static LogOnTopic.Sealed record(Object event) {
    var sealed = log.seal(event);
    table.record(sealed);
    log.send(sealed);
    log.flush();
    return sealed;
  }

  private static void awaitDivergence(String told) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(meter("coupon_projection_diverged")).isEqualTo(1));
    var projection = node.get("/api/v1/projections/coupons").body();
    assertThat(projection.path("state").asString()).isEqualTo("LOG_DIVERGED");
    assertThat(projection.path("fault").asString()).contains(told);
    assertThat(projection.path("complete").asBoolean()).isFalse();
    var health = node.health();
    assertThat(health.path("components").path("logIdentity").path("status").asString())
        .isEqualTo("DOWN");
    assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);
  }

  private static void awaitOneLog() {
    awaitNoLag();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(meter("coupon_projection_diverged")).isZero());
    assertThat(node.get("/api/v1/projections/coupons").body().path("state").asString())
        .isEqualTo("RUNNING");
  }

  private static double meter(String name) {
    var found =
        Pattern.compile(
                "^" + name + "\\{[^}]*(projection=\"coupons\")?[^}]*} (\\S+)$", Pattern.MULTILINE)
            .matcher(node.get("/actuator/prometheus").raw().body());
    assertThat(found.find()).as(name).isTrue();
    return Double.parseDouble(found.group(2));
  }

  private static double projectionSeconds() {
    return meter("coupon_projection_lag_seconds");
  }

  private static void awaitNoLag() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(projectionSeconds()).isZero();
              assertThat(meter("coupon_projection_lag_events")).isZero();
              assertThat(meter("coupon_relay_lag_events")).isZero();
            });
  }

  private static void awaitRisen(String meter, double level) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(meter(meter)).isGreaterThanOrEqualTo(level));
  }

  @Test
  @Order(1)
  void isZeroOnceEverythingIsProjected() {
    record(issued("lag", 1));
    awaitNoLag();
  }

  @Test
  @Order(2)
  void risesWhenTheProjectorIsDead() {
    awaitNoLag();
    var projector = (SmartLifecycle) node.bean("projectorLoop");
    projector.stop();
    assertThat(node.bean(ProjectorState.class).view().status())
        .isEqualTo(ProjectorState.Status.STOPPED);
    record(issued("lag", 2));

    awaitRisen("coupon_projection_lag_seconds", RISEN);
    assertThat(meter("coupon_projection_lag_events")).isEqualTo(1);
    assertThat(meter("coupon_relay_lag_events")).isZero();

    projector.start();
    awaitNoLag();
  }

  @Test
  @Order(3)
  void risesWhenTheRelayIsDead() {
    awaitNoLag();
    var unsent = log.seal(issued("lag", 3));
    table.record(unsent);

    awaitRisen("coupon_relay_lag_events", 1);
    awaitRisen("coupon_relay_lag_seconds", RISEN);
    awaitRisen("coupon_projection_lag_seconds", RISEN);
    assertThat(meter("coupon_projection_lag_events")).isEqualTo(1);

    log.send(unsent);
    log.flush();
    awaitNoLag();
  }

  @Test
  @Order(4)
  void risesWhenTheLogCannotBeSeen() {
    awaitNoLag();
    logServer.kill();
    awaitRisen("coupon_projection_lag_seconds", RISEN);
    var measured = meter("coupon_lag_measured_timestamp_seconds");

    awaitRisen("coupon_projection_lag_seconds", RISEN);
    var earlier = projectionSeconds();
    awaitRisen("coupon_projection_lag_seconds", earlier + 1);
    assertThat(meter("coupon_lag_measured_timestamp_seconds")).isEqualTo(measured);

    logServer.restart();
    awaitNoLag();
  }

  @Test
  @Order(5)
  void risesWhenKafkaIsDead() {
    awaitNoLag();
    kafka.brokers().getFirst().kill();
    var unsent = log.seal(issued("lag", 4));
    table.record(unsent);

    awaitRisen("coupon_projection_lag_seconds", RISEN);
    awaitRisen("coupon_projection_lag_events", 1);

    kafka.brokers().getFirst().restart();
    log.send(unsent);
    log.flush();
    awaitNoLag();
  }

  @Test
  @Order(6)
  void risesWhenTheWatcherItselfIsDead() {
    awaitNoLag();
    var watcher = (SmartLifecycle) node.bean("lagWatcherLifecycle");
    watcher.stop();
    var measured = meter("coupon_lag_measured_timestamp_seconds");

    awaitRisen("coupon_projection_lag_seconds", RISEN);
    assertThat(meter("coupon_lag_measured_timestamp_seconds")).isEqualTo(measured);

    watcher.start();
    awaitNoLag();
    awaitRisen("coupon_lag_measured_timestamp_seconds", measured + 0.001);
  }

  @Test
  @Order(7)
  void risesWhenKafkaHasLostTheLastRecordOfAPartition() {
    awaitNoLag();
    var lost = log.seal(issued("lag", 5));
    var other = log.seal(inAnotherPartitionThan(lost));
    table.record(lost);
    table.record(other);
    log.send(other);
    log.flush();

    awaitRisen("coupon_projection_lag_events", 1);
    awaitRisen("coupon_projection_lag_seconds", RISEN);
    assertThat(meter("coupon_relay_lag_events")).isZero();

    log.send(lost);
    log.flush();
    awaitNoLag();
    assertThat(meter("coupon_projection_position_events")).isEqualTo(log.head());
  }

  private static CouponIssued inAnotherPartitionThan(LogOnTopic.Sealed sealed) {
    return IntStream.range(6, 100)
        .mapToObj(serial -> issued("lag", serial))
        .filter(next -> !sealed.record().partition().equals(partitionOf(next)))
        .findFirst()
        .orElseThrow();
  }

  private static int partitionOf(CouponIssued coupon) {
    return log.partitionOf(coupon.couponId().value());
  }

  @Test
  @Order(8)
  void risesWhenTheLogHasLostItsEnd() {
    var last = record(issued("lag", 200));
    awaitOneLog();
    table.lose(last.index());

    awaitRisen("coupon_relay_lag_events", 1);
    awaitRisen("coupon_projection_lag_events", 1);
    awaitRisen("coupon_relay_lag_seconds", RISEN);
    awaitRisen("coupon_projection_lag_seconds", RISEN);
    awaitDivergence("the log ends at event " + (last.index() - 1));

    table.record(last);
    awaitOneLog();
  }

  @Test
  @Order(9)
  void saysSoWhenTheLogHasGrownBackToOtherEvents() {
    var last = record(issued("lag", 201));
    awaitOneLog();
    table.replace(last, UUID.randomUUID().toString());

    awaitDivergence("another event " + last.index());
    awaitRisen("coupon_projection_lag_seconds", RISEN);

    table.lose(last.index());
    table.record(last);
    awaitOneLog();
  }
}
