package io.firstserved.query.freshness;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.LogTable;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.SmartLifecycle;

/** A client that got 201 reads its coupon without polling. */
class ReadYourWriteIT {

  private static LogOnTopic log;
  private static LogTable table;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("fresh", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    table = LogTable.create(TestServers.mysql().freshDatabase("log"));
    var settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), topic);
    settings.put("first-served.log-database.url", table.database().jdbcUrl());
    settings.put("first-served.freshness.limit", "10s");
    settings.put("first-served.freshness.max-waiting-per-client", "2");
    node = QueryNode.start(settings);
    record(created("fresh", null));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static long record(Object event) {
    var sealed = log.seal(event);
    table.record(sealed);
    log.send(sealed);
    log.flush();
    return sealed.index();
  }

  @Test
  void answersOnceTheEventIsThere() {
    for (var serial = 1; serial <= 20; serial++) {
      var coupon = issued("fresh", serial);
      // As text since positions have incarnations, as a bare index by clients from before.
      var index = (serial % 2 == 0 ? "" : "0.0.") + record(coupon);
      var answer = node.get("/api/v1/coupons/" + coupon.couponId() + "?after-index=" + index);
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void waitsWhileTheProjectorStandsStill() {
    var projector = (SmartLifecycle) node.bean("projectorLoop");
    projector.stop();
    var coupon = issued("fresh", 100);
    var index = record(coupon);
    var request =
        HttpRequest.newBuilder(
                URI.create(
                    "http://127.0.0.1:" + node.port() + "/api/v1/users/fresh-user-100/coupons"))
            .header(FreshnessInterceptor.HEADER, Long.toString(index));

    var answer = CompletableFuture.supplyAsync(() -> node.send(request));
    assertThat(answer).isNotDone();
    projector.start();

    assertThat(answer.join().body().path("items")).hasSize(1);
  }

  @Test
  void refusesToWaitForNonsense() {
    assertThat(node.get("/api/v1/campaigns?after-index=0").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?after-index=0.0.0").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?after-index=1.2").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?after-index=soon").status()).isEqualTo(400);
  }

  @Test
  void saysSoWhenTheEventDoesNotComeInTime() {
    var sealed = log.seal(issued("fresh", 300));
    table.record(sealed);

    var impatient = node.get("/api/v1/campaigns/fresh?after-index=" + sealed.index());

    assertThat(impatient.status()).isEqualTo(503);
    assertThat(impatient.body().path("reason").asString()).isEqualTo("UNAVAILABLE");
    assertThat(impatient.raw().headers().firstValue("Retry-After")).isPresent();
    log.send(sealed);
    log.flush();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d", "0.0.%d", "0.1.1", "1.0.1", "0.0.900000000000000000"})
  void refusesToWaitForAnEventThatNobodyWasToldOf(String position) {
    var answer =
        node.get("/api/v1/campaigns/fresh?after-index=" + position.formatted(log.head() + 1));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().path("reason").asString()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void letsOneClientNotTakeThePlacesOfOthers() {
    var projector = (SmartLifecycle) node.bean("projectorLoop");
    projector.stop();
    var index = record(issued("fresh", 400));
    var first = waiting(index, null);
    var second = waiting(index, null);
    await()
        .untilAsserted(
            () -> {
              var third = node.get("/api/v1/campaigns/fresh?after-index=" + index);
              assertThat(third.status()).isEqualTo(503);
              assertThat(third.body().path("reason").asString()).isEqualTo("OVERLOADED");
            });

    var other = waiting(index, Tokens.of("ada", "auditor"));
    projector.start();

    assertThat(List.of(first, second, other))
        .allSatisfy(answer -> assertThat(answer.join().status()).isEqualTo(200));
  }

  private static CompletableFuture<QueryNode.Answer> waiting(long index, @Nullable String token) {
    var path = "/api/v1/campaigns/fresh?after-index=" + index;
    return CompletableFuture.supplyAsync(() -> node.send("GET", path, token, null));
  }
}
