package io.firstserved.query.projection;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.ChildNode;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.ReadModelDump;
import io.firstserved.servers.Kafka;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.junit.jupiter.api.Test;

/** What fails while events flow; afterwards every event is in the read models, each once. */
class FaultsIT {

  private static final int COUPONS = 4_000;
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private record Scene(TestDatabase readModels, LogOnTopic log, Map<String, String> settings)
      implements AutoCloseable {

    static Scene on(TestDatabase readModels, String bootstrapServers, String topic) {
      return new Scene(
          readModels,
          new LogOnTopic(bootstrapServers, topic, TopicFormat.PARTITIONS),
          QueryNode.settings(readModels, bootstrapServers, topic));
    }

    static Scene onSharedServers() {
      var kafka = TestServers.kafka();
      return on(
          TestServers.mysql().freshDatabase("query"),
          kafka.bootstrapServers(),
          kafka.freshTopic("faults", TopicFormat.PARTITIONS));
    }

    void issue(long from, long to) {
      log.record(issues("faults", from, to));
    }

    long coupons() {
      return ReadModelDump.count(readModels, "SELECT COUNT(*) FROM coupon");
    }

    void awaitCoupons(long atLeast) {
      await().atMost(LIMIT).until(() -> coupons() >= atLeast);
    }

    void verifyEachOnce(long coupons) {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          ReadModelDump.count(
                              readModels,
                              "SELECT MIN(total) FROM (SELECT SUM(events) total FROM"
                                  + " projection_position GROUP BY projection) t"))
                      .isEqualTo(log.head()));
      assertThat(coupons()).isEqualTo(coupons);
      assertThat(ReadModelDump.count(readModels, "SELECT issued FROM campaign_summary"))
          .isEqualTo(coupons);
      assertThat(ReadModelDump.count(readModels, "SELECT SUM(issued) FROM issuance_second"))
          .isEqualTo(coupons);
      assertThat(ReadModelDump.count(readModels, "SELECT COUNT(*) FROM dead_letter")).isZero();
    }

    @Override
    public void close() {
      log.close();
    }
  }

  @Test
  void countsEachEventOnceWhenANodeIsKilledInTheMiddle() {
    try (var scene = Scene.onSharedServers()) {
      scene.log().record(created("faults", null));
      try (var migrated = QueryNode.start(scene.settings())) {
        assertThat(migrated.get("/api/v1/projections").status()).isEqualTo(200);
      }
      var small = new java.util.HashMap<>(scene.settings());
      small.put("first-served.projection.batch-size", "20");
      scene.issue(1, COUPONS / 2);
      try (var first = ChildNode.start(small)) {
        scene.awaitCoupons(50);
        first.kill();
      }
      scene.issue(COUPONS / 2 + 1, COUPONS);
      try (var second = QueryNode.start(scene.settings())) {
        scene.verifyEachOnce(COUPONS);
        assertThat(second.get("/api/v1/campaigns/faults").body().path("issued").asLong())
            .isEqualTo(COUPONS);
      }
    }
  }

  @Test
  void sharesTheWorkAndTakesOverFromANodeThatDies() {
    try (var scene = Scene.onSharedServers();
        var survivor = QueryNode.start(scene.settings())) {
      scene.log().record(created("faults", null));
      var other = ChildNode.start(scene.settings());
      try {
        await()
            .atMost(LIMIT)
            .until(() -> survivor.bean(ProjectorState.class).view().partitions().size() == 6);
        scene.issue(1, COUPONS / 2);
        scene.awaitCoupons(COUPONS / 2);
      } finally {
        other.kill();
      }
      scene.issue(COUPONS / 2 + 1, COUPONS);

      scene.verifyEachOnce(COUPONS);
      assertThat(survivor.bean(ProjectorState.class).view().partitions())
          .hasSize(TopicFormat.PARTITIONS);
    }
  }

  @Test
  void resumesWhenTheDatabaseRestarts() {
    try (MariaDb database = TestServers.newMariaDb()) {
      database.execute("CREATE DATABASE faults");
      var readModels =
          new TestDatabase(
              "faults", database.jdbcUrl("faults"), database.username(), database.password());
      var kafka = TestServers.kafka();
      var topic = kafka.freshTopic("faults", TopicFormat.PARTITIONS);
      try (var scene = Scene.on(readModels, kafka.bootstrapServers(), topic);
          var node = QueryNode.start(scene.settings())) {
        scene.log().record(created("faults", null));
        scene.issue(1, COUPONS / 2);
        scene.awaitCoupons(1);
        database.kill();
        scene.issue(COUPONS / 2 + 1, COUPONS);
        await()
            .atMost(LIMIT)
            .until(
                () ->
                    node.bean(ProjectorState.class).view().status()
                        == ProjectorState.Status.RETRYING);
        database.restart();

        scene.verifyEachOnce(COUPONS);
      }
    }
  }

  @Test
  void resumesWhenKafkaRestarts() {
    try (Kafka kafka = TestServers.newKafka()) {
      kafka.createTopic("faults", TopicFormat.PARTITIONS);
      try (var scene =
              Scene.on(
                  TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), "faults");
          var node = QueryNode.start(scene.settings())) {
        scene.log().record(created("faults", null));
        scene.issue(1, COUPONS / 2);
        scene.awaitCoupons(1);
        kafka.brokers().getFirst().kill();
        assertThat(node.get("/api/v1/campaigns").status()).isEqualTo(200);
        kafka.brokers().getFirst().restart();
        scene.issue(COUPONS / 2 + 1, COUPONS);

        scene.verifyEachOnce(COUPONS);
      }
    }
  }

  @Test
  void passesOverWhatARelaySendsAgain() {
    try (var scene = Scene.onSharedServers();
        var node = QueryNode.start(scene.settings())) {
      var sealed = issues("faults", 1, 500).stream().map(scene.log()::seal).toList();
      sealed.subList(0, 300).forEach(scene.log()::send);
      sealed.subList(100, 400).forEach(scene.log()::send);
      sealed.subList(0, 500).forEach(scene.log()::send);
      scene.log().flush();

      scene.verifyEachOnce(500);
      assertThat(node.get("/api/v1/projections").body().path("items"))
          .allSatisfy(p -> assertThat(p.path("complete").asBoolean()).isTrue());
    }
  }

  @Test
  void standsStillInFrontOfAMissingEventAndSaysSo() {
    try (var scene = Scene.onSharedServers();
        var node = QueryNode.start(scene.settings())) {
      var sealed = issues("faults", 1, 100).stream().map(scene.log()::seal).toList();
      var missing = sealed.get(40);
      sealed.stream().filter(next -> next != missing).forEach(scene.log()::send);
      scene.log().flush();

      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(node.get("/api/v1/projections").body().path("items"))
                      .allSatisfy(
                          p -> assertThat(p.path("state").asString()).isEqualTo("BLOCKED")));
      assertThat(node.health().path("status").asString()).isEqualTo("DOWN");
      assertThat(node.get("/actuator/health/readiness").status()).isEqualTo(200);
      assertThat(scene.coupons()).isLessThan(100);

      scene.log().send(missing);
      scene.log().flush();
      scene.verifyEachOnce(100);
    }
  }

  @Test
  void publishesItsPositionAsAConsumerGroup() throws Exception {
    var kafka = TestServers.kafka();
    try (var scene = Scene.onSharedServers();
        var node = QueryNode.start(scene.settings());
        var admin =
            Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()))) {
      scene.log().record(issues("faults", 1, 200));
      scene.verifyEachOnce(200);
      var group = scene.settings().get("first-served.projection.group");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(
                          admin
                              .listConsumerGroupOffsets(group)
                              .partitionsToOffsetAndMetadata()
                              .get()
                              .values()
                              .stream()
                              .mapToLong(offset -> offset.offset())
                              .sum())
                      .isEqualTo(200));
      assertThat(node.bean(ProjectorState.class).view().partitions()).hasSize(12);
    }
  }
}
