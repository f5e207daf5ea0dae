package io.firstserved.query.deadletter;

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
import io.firstserved.query.Tokens;
import io.firstserved.serialization.EventSerializer;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Poison on the topic: parked with its cause, its coupon waits, all others go on. */
class DeadLetterIT {

  private static final String OPERATOR = Tokens.of("olga", "operator");

  private static TestDatabase readModels;
  private static LogOnTopic log;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("poison", TopicFormat.PARTITIONS);
    readModels = TestServers.mysql().freshDatabase("query");
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    node = QueryNode.start(QueryNode.settings(readModels, kafka.bootstrapServers(), topic));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static void awaitProjected() {
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

  private static List<JsonNode> letters(String projection, String sequence) {
    var all = node.send("GET", "/api/v1/dead-letters?limit=500", OPERATOR, null).body();
    return all.path("items")
        .valueStream()
        .filter(letter -> letter.path("projection").asString().equals(projection))
        .filter(letter -> letter.path("sequence").asString().equals(sequence))
        .toList();
  }

  private static byte[] json(Object event) {
    return EventSerializer.create().serialize(event, byte[].class).getData();
  }

  @Test
  void parksWhatCannotBeReadAndGoesOnWithTheOthers() {
    log.record(created("unreadable", 100L));
    var coupon = issued("unreadable", 1);
    var key = coupon.couponId().value();
    log.send(log.seal(key, "no-such-type", "1", json(coupon)));
    log.send(log.seal(redeemed(coupon, "order", NOON)));
    var other = issued("unreadable", 2);
    log.send(log.seal(other.couponId().value(), "coupon-issued", "1", bytes("{\"serial\":")));
    log.record(issues("unreadable", 3, 20));
    awaitProjected();

    assertThat(node.get("/api/v1/campaigns/unreadable").body().path("issued").asLong())
        .isEqualTo(18);
    var parked = letters("coupons", key);
    assertThat(parked).hasSize(2);
    assertThat(parked.get(0).path("cause").asString()).contains("no-such-type");
    assertThat(parked.get(0).path("waiting").asBoolean()).isFalse();
    assertThat(parked.get(1).path("waiting").asBoolean()).isTrue();
    assertThat(letters("coupons", other.couponId().value()).getFirst().path("cause").asString())
        .contains("Exception");
    assertThat(node.get("/actuator/prometheus").raw().body())
        .containsPattern("coupon_dead_letters\\{.*projection=\"coupons\".*} [1-9]");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void triesAgainInOrderOnceTheCauseIsGone() {
    var coupon = issued("mended", 1);
    log.record(created("mended", 100L));
    // A row that is in the way, as a bug or a hand might have left it.
    execute(
        "INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal, status,"
            + " issued_at_micros) VALUES (0, '%s', 'x', 'x', 1, 1, 'ISSUED', 0)"
                .formatted(coupon.couponId()));
    log.record(coupon, redeemed(coupon, "order-7", NOON));
    awaitProjected();
    var parked = letters("coupons", coupon.couponId().value());
    assertThat(parked).hasSize(2);
    // Only the projection that could not take it lacks it.
    assertThat(node.get("/api/v1/campaigns/mended").body().path("redeemed").asLong()).isEqualTo(1);

    var retry = "/api/v1/dead-letters/" + parked.getFirst().path("id").asLong() + "/retry";
    assertThat(node.send("POST", retry, OPERATOR, null).body().path("failed").asInt()).isEqualTo(1);
    execute("DELETE FROM coupon WHERE coupon_id = '%s'".formatted(coupon.couponId()));
    var outcome = node.send("POST", retry, OPERATOR, null);

    assertThat(outcome.status()).isEqualTo(200);
    assertThat(outcome.body().path("taken").asInt()).isEqualTo(2);
    assertThat(letters("coupons", coupon.couponId().value())).isEmpty();
    var mended = node.get("/api/v1/coupons/" + coupon.couponId()).body();
    assertThat(mended.path("status").asString()).isEqualTo("REDEEMED");
    assertThat(mended.path("orderId").asString()).isEqualTo("order-7");
  }

  @Test
  void parksWhatIsLargerThanItsColumns() {
    var key = "k".repeat(200);
    log.send(log.seal(key, "t".repeat(2_000), "1", bytes("{}")));
    log.flush();
    awaitProjected();

    var parked = letters("coupons", "k".repeat(128));
    assertThat(parked).hasSize(1);
    assertThat(parked.getFirst().path("cause").asString()).hasSize(1_000);
    var retry = "/api/v1/dead-letters/" + parked.getFirst().path("id").asLong() + "/retry";
    assertThat(node.send("POST", retry, OPERATOR, null).body().path("failed").asInt()).isEqualTo(1);
  }

  @Test
  void triesAgainInTheOrderOfTheLogWhateverTheirIds() {
    var coupon = issued("reordered", 1);
    var key = coupon.couponId().value();
    log.record(created("reordered", 100L));
    execute(
        "INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal, status,"
            + " issued_at_micros) VALUES (0, '%s', 'x', 'y', 2, 1, 'ISSUED', 0)".formatted(key));
    log.record(coupon, redeemed(coupon, "order-8", NOON));
    awaitProjected();
    // The first letter gets an id behind the second's.
    execute(
        "UPDATE dead_letter SET id = id + 1000000 WHERE projection = 'coupons'"
            + " AND waiting = FALSE AND sequence_id = '%s'".formatted(key));
    execute("DELETE FROM coupon WHERE coupon_id = '%s'".formatted(key));

    var any = letters("coupons", key).getFirst().path("id").asLong();
    var outcome = node.send("POST", "/api/v1/dead-letters/" + any + "/retry", OPERATOR, null);

    assertThat(outcome.body().path("taken").asInt()).isEqualTo(2);
    assertThat(node.get("/api/v1/coupons/" + key).body().path("status").asString())
        .isEqualTo("REDEEMED");
  }

  @Test
  void givesUpOnALetterForAReasonThatIsKept() {
    var key = issued("given-up", 1).couponId().value();
    log.send(log.seal(key, "no-such-type", "1", bytes("{}")));
    log.flush();
    awaitProjected();

    for (var projection : List.of("campaigns", "coupons", "timeline")) {
      var id = letters(projection, key).getFirst().path("id").asLong();
      assertThat(node.send("DELETE", "/api/v1/dead-letters/" + id, OPERATOR, null).status())
          .isEqualTo(400);
      var discard = "/api/v1/dead-letters/" + id + "?reason=test%20event";
      assertThat(node.send("DELETE", discard, OPERATOR, null).status()).isEqualTo(204);
      assertThat(node.send("DELETE", discard, OPERATOR, null).status()).isEqualTo(404);
      assertThat(letters(projection, key)).isEmpty();
    }
    assertThat(
            io.firstserved.query.ReadModelDump.count(
                readModels,
                "SELECT COUNT(*) FROM dead_letter_discarded"
                    + " WHERE reason = 'test event' AND discarded_by = 'olga'"))
        .isEqualTo(3);
  }

  @Test
  void isForOperatorsOnly() {
    assertThat(node.get("/api/v1/dead-letters").status()).isEqualTo(401);
    var admin = Tokens.of("ada", "campaign-admin");
    assertThat(node.send("GET", "/api/v1/dead-letters/retry", OPERATOR, null).status())
        .isEqualTo(405);
    assertThat(node.send("POST", "/api/v1/dead-letters/retry", admin, null).status())
        .isEqualTo(403);
  }

  private static void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(
                readModels.jdbcUrl(), readModels.username(), readModels.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
