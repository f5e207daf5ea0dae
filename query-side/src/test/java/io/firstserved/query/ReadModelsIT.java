package io.firstserved.query;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.issues;
import static io.firstserved.query.Events.redeemed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.servers.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events in, read models out over HTTP, on real Kafka and a real database. */
class ReadModelsIT {

  private static LogOnTopic log;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("read-models", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    node =
        QueryNode.start(
            QueryNode.settings(
                TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), topic));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static void awaitProjected() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/v1/projections").body().path("items"))
                    .hasSize(3)
                    .allSatisfy(
                        projection ->
                            assertThat(projection.path("events").asLong()).isEqualTo(log.head())));
  }

  @Test
  void tellsWhatBecameOfACampaign() {
    var coupons = issues("tells", 1, 5);
    log.record(created("tells", 5L));
    log.record(coupons);
    log.record(redeemed(coupons.get(0), "order-1", NOON.plusSeconds(60)));
    log.record(redeemed(coupons.get(1), "order-2", NOON.plusSeconds(61)));
    log.record(
        new RedemptionUndone(
            coupons.get(1).couponId(),
            coupons.get(1).campaignId(),
            redeemed(coupons.get(1), "order-2", NOON).orderId(),
            NOON.plusSeconds(62)));
    log.record(
        new CouponRevoked(
            coupons.get(2).couponId(), coupons.get(2).campaignId(), null, NOON.plusSeconds(63)));
    awaitProjected();

    var campaign = node.get("/api/v1/campaigns/tells").body();

    assertThat(campaign.toString())
        .isEqualTo(
            """
            {"campaignId":"tells","name":"Campaign tells","state":"OPEN","quota":5,\
            "perUserLimit":1,"opensAt":null,"closesAt":null,"issued":5,"remaining":0,\
            "redeemed":1,"revoked":1,"firstIssuedAt":"2026-11-22T12:00:00.001Z",\
            "lastIssuedAt":"2026-11-22T12:00:00.005Z","soldOutAt":"2026-11-22T12:00:00.005Z"}""");
    var undone = node.get("/api/v1/coupons/" + coupons.get(1).couponId()).body();
    assertThat(undone.path("status").asString()).isEqualTo("ISSUED");
    assertThat(undone.path("orderId").isNull()).isTrue();
    var ofUser = node.get("/api/v1/users/tells-user-1/coupons").body();
    assertThat(ofUser.path("items").get(0).path("status").asString()).isEqualTo("REDEEMED");
    assertThat(ofUser.path("items").get(0).path("orderId").asString()).isEqualTo("order-1");
  }

  @Test
  void isSoldOutNoMoreOnceTheQuotaIsRaised() {
    log.record(created("raised", 2L));
    log.record(issues("raised", 1, 2));
    awaitProjected();
    assertThat(soldOutAt("raised")).isEqualTo("2026-11-22T12:00:00.002Z");

    log.record(new QuotaRaised(new CampaignId("raised"), 3, NOON.plusSeconds(1)));
    awaitProjected();
    assertThat(soldOutAt("raised")).isEmpty();

    log.record(issued("raised", "late", 3, NOON.plusSeconds(9)));
    awaitProjected();
    assertThat(soldOutAt("raised")).isEqualTo("2026-11-22T12:00:09Z");
  }

  private static String soldOutAt(String campaign) {
    var soldOutAt = node.get("/api/v1/campaigns/" + campaign).body().path("soldOutAt");
    return soldOutAt.isNull() ? "" : soldOutAt.asString();
  }

  @Test
  void countsARevocationOfTheFirstRevisionLikeOneOfToday() {
    var coupons = issues("revisions", 1, 2);
    log.record(created("revisions", 2L));
    log.record(coupons);
    var old = coupons.getFirst();
    log.send(
        log.seal(
            old.couponId().value(),
            "coupon-revoked",
            "1",
            ("{\"couponId\":\"%s\",\"campaignId\":\"revisions\",\"at\":\"%s\"}"
                    .formatted(old.couponId(), NOON))
                .getBytes(StandardCharsets.UTF_8)));
    var today = coupons.getLast();
    log.record(new CouponRevoked(today.couponId(), today.campaignId(), "sold on", NOON));
    awaitProjected();

    var campaign = node.get("/api/v1/campaigns/revisions").body();
    assertThat(campaign.path("revoked").asLong()).isEqualTo(2);
    var revoked = node.get("/api/v1/coupons/" + old.couponId()).body();
    assertThat(revoked.path("status").asString()).isEqualTo("REVOKED");
  }

  @Test
  void takesCouponsThatComeBeforeTheirCampaign() {
    log.record(issues("early", 1, 3));
    awaitProjected();
    assertThat(node.get("/api/v1/campaigns/early").status()).isEqualTo(404);

    log.record(created("early", 10L));
    awaitProjected();

    var campaign = node.get("/api/v1/campaigns/early").body();
    assertThat(campaign.path("issued").asLong()).isEqualTo(3);
    assertThat(campaign.path("remaining").asLong()).isEqualTo(7);
  }

  @Test
  void pagesThroughACampaignsCouponsBySerial() {
    log.record(created("pages", 1_000L));
    log.record(issues("pages", 1, 23));
    awaitProjected();

    assertThat(serials("/api/v1/campaigns/pages/coupons?limit=5"))
        .containsExactlyElementsOf(java.util.stream.LongStream.rangeClosed(1, 23).boxed().toList());
  }

  private static List<Long> serials(String path) {
    var serials = new ArrayList<Long>();
    var page = node.get(path).body();
    page.path("items").forEach(item -> serials.add(item.path("serial").asLong()));
    while (!page.path("next").isNull()) {
      page = node.get(path + "&after=" + page.path("next").asString()).body();
      page.path("items").forEach(item -> serials.add(item.path("serial").asLong()));
    }
    return serials;
  }

  @Test
  void countsIssuesBySecond() {
    log.record(created("seconds", null));
    log.record(issued("seconds", "a", 1, NOON), issued("seconds", "b", 2, NOON.plusMillis(999)));
    log.record(issued("seconds", "c", 3, NOON.plusSeconds(5)));
    awaitProjected();

    assertThat(node.get("/api/v1/campaigns/seconds/timeline").body().toString())
        .isEqualTo(
            """
            {"items":[{"second":"2026-11-22T12:00:00Z","issued":2},\
            {"second":"2026-11-22T12:00:05Z","issued":1}],"next":null}""");
  }

  @Test
  void refusesMalformedRequests() {
    assertThat(node.get("/api/v1/campaigns?limit=0").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?limit=501").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/campaigns?limit=").body().at("/errors/0/field").asString())
        .isEqualTo("limit");
    assertThat(node.get("/api/v1/campaigns?after=").status()).isEqualTo(200);
    assertThat(node.get("/api/v1/campaigns/-x").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/coupons/short").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/users/u/coupons?after=nonsense").status()).isEqualTo(400);
    assertThat(node.get("/api/v1/coupons/00000000000000000000000000").status()).isEqualTo(404);
  }
}
