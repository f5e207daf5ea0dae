package io.firstserved.query.coupon;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.issues;
import static io.firstserved.query.Events.redeemed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A campaign's coupons as a file: pages of seven, one file at a time, callers told by token. */
class CouponExportIT {

  private static final String AUDITOR = Tokens.of("ann", "auditor");

  /** More than all buffers between a node and a reader that does not read. */
  private static final int MANY = 150_000;

  private static TestDatabase database;
  private static LogOnTopic log;
  private static QueryNode node;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("coupon-export", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    database = TestServers.mysql().freshDatabase("export");
    var settings = QueryNode.settings(database, kafka.bootstrapServers(), topic);
    settings.put("first-served.security.mode", "jwt");
    settings.put("first-served.coupon-export.page-size", "7");
    settings.put("first-served.coupon-export.max-calls", "1");
    node = QueryNode.start(settings);
    http = HttpClient.newHttpClient();
    fill("many", MANY);
  }

  @AfterAll
  static void stop() {
    // Not close(), which would wait for a file that nobody reads.
    http.shutdownNow();
    node.close();
    log.close();
  }

  private static void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Coupons as rows, which is faster than by their events. */
  private static void fill(String campaign, int coupons) {
    var digits =
        "(SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5"
            + " UNION SELECT 6 UNION SELECT 7 UNION SELECT 8 UNION SELECT 9)";
    execute(
        ("INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal, status,"
                + " issued_at_micros) SELECT 0, LPAD(n, 26, '0'), '%1$s', CONCAT('user-', n), n, 1,"
                + " 'ISSUED', n FROM (SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 *"
                + " f.d + 100000 * g.d AS n FROM %2$s a, %2$s b, %2$s c, %2$s e, %2$s f, %2$s g) m"
                + " WHERE n <= %3$d")
            .formatted(campaign, digits, coupons));
  }

  private static void awaitIssued(String campaign, int coupons) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        node.send("GET", json(campaign), AUDITOR, null).body().path("items").size())
                    .isEqualTo(coupons));
  }

  private static String json(String campaign) {
    return "/api/v1/campaigns/" + campaign + "/coupons?limit=500";
  }

  private static String file(String campaign) {
    return "/api/v1/campaigns/" + campaign + "/coupons.csv";
  }

  private static HttpResponse<InputStream> open(String campaign) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + file(campaign)))
            .header("Authorization", "Bearer " + AUDITOR);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  @Test
  void writesEveryMemberOfACoupon() {
    var kim = issued("members", "kim", 1, NOON);
    log.record(created("members", null));
    log.record(
        kim,
        issued("members", "=1+1", 2, NOON),
        issued("members", "김, \"철수\"", 3, NOON.plusMillis(5)),
        redeemed(kim, "@order", NOON.plusSeconds(60)));
    awaitIssued("members", 3);
    await()
        .untilAsserted(
            () ->
                assertThat(node.send("GET", json("members"), AUDITOR, null).raw().body())
                    .contains("REDEEMED"));

    var answer = node.send("GET", file("members"), AUDITOR, null).raw();

    assertThat(answer.statusCode()).isEqualTo(200);
    var ids =
        node.send("GET", json("members"), AUDITOR, null)
            .body()
            .path("items")
            .valueStream()
            .map(item -> item.path("couponId").asString())
            .toList();
    assertThat(answer.body())
        .isEqualTo(
            """
            couponId,campaignId,userId,serial,ordinal,status,issuedAt,orderId,redeemedAt,revokedAt,expiredAt
            %s,members,kim,1,1,REDEEMED,2026-11-22T12:00:00Z,"'@order",2026-11-22T12:01:00Z,,
            %s,members,"'=1+1",2,1,ISSUED,2026-11-22T12:00:00Z,,,,
            %s,members,"김, ""철수""\",3,1,ISSUED,2026-11-22T12:00:00.005Z,,,,
            """
                .formatted(ids.toArray())
                .replace("\n", "\r\n"));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/csv;charset=UTF-8");
    assertThat(answer.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"members.coupons.csv\"");
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void goesThroughAllPages() {
    log.record(created("pages", 1_000L));
    log.record(issues("pages", 1, 23));
    awaitIssued("pages", 23);

    var lines = node.send("GET", file("pages"), AUDITOR, null).raw().body().lines().skip(1);

    assertThat(lines.map(line -> Long.parseLong(line.split(",")[3])))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 23).boxed().toList());
  }

  @Test
  void isAHeaderAloneForACampaignWithoutCoupons() {
    assertThat(node.send("GET", file("nobody"), AUDITOR, null).raw().body())
        .startsWith("couponId,")
        .endsWith("expiredAt\r\n")
        .hasLineCount(1);
  }

  @Test
  void isForThoseWhoMaySeeTheCoupons() {
    assertThat(node.get(file("nobody")).status()).isEqualTo(401);
    assertThat(node.send("GET", file("nobody"), Tokens.of("kim"), null).status()).isEqualTo(403);
    for (var role : List.of("campaign-admin", "auditor", "operator")) {
      assertThat(node.send("GET", file("nobody"), Tokens.of("ann", role), null).status())
          .as(role)
          .isEqualTo(200);
    }
  }

  @Test
  void saysOnHeadWhatItIsAndNothingElse() {
    var answer = node.send("HEAD", file("many"), AUDITOR, null).raw();

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValue("Content-Disposition")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-x", "x.y", "a%20b"})
  void refusesWhatIsNoIdentity(String campaign) {
    assertThat(node.send("GET", file(campaign), AUDITOR, null).status()).isEqualTo(400);
  }

  @Test
  void refusesParametersThatItDoesNotKnow() {
    var answer = node.send("GET", file("nobody") + "?limit=10", AUDITOR, null);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/errors/0/field").asString()).isEqualTo("limit");
  }

  @Test
  void givesItsPlaceBackWhenItsReaderLeaves() throws Exception {
    var reading = open("many");
    assertThat(reading.statusCode()).isEqualTo(200);
    var refused = node.send("GET", file("many"), AUDITOR, null);
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.body().path("reason").asString()).isEqualTo("OVERLOADED");
    assertThat(refused.raw().headers().firstValue("Retry-After")).isPresent();

    reading.body().close();

    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(node.send("HEAD", file("many"), AUDITOR, null).status()).isEqualTo(200));
  }

  /** As a database does that goes away: a file must not look whole that is not. */
  @Test
  void isBrokenOffWhereItCannotBeReadToItsEnd() throws Exception {
    var reading = open("many");
    execute("RENAME TABLE coupon TO coupon_away");
    try (var body = reading.body()) {
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    } finally {
      execute("RENAME TABLE coupon_away TO coupon");
    }
  }
}
