package io.firstserved.query.coupon;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestServers;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may see whose coupons, by token and behind a trusted gateway. */
class CouponReadersIT {

  private static final String UNKNOWN = "0".repeat(26);
  private static final List<String> OF_ANN =
      List.of("/api/v1/users/ann/coupons", "/api/v1/coupons?userId=ann");
  private static final List<String> OF_ALL =
      List.of("/api/v1/campaigns/sale/coupons", "/api/v1/campaigns/sale/coupons.csv");

  private static LogOnTopic log;
  private static QueryNode byToken;
  private static QueryNode behindGateway;
  private static String coupon;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("readers", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    var database = TestServers.mysql().freshDatabase("readers");
    var settings = QueryNode.settings(database, kafka.bootstrapServers(), topic);
    behindGateway = QueryNode.start(settings);
    settings.put("first-served.security.mode", "jwt");
    byToken = QueryNode.start(settings);
    var issue = issued("sale", "ann", 1, NOON);
    coupon = "/api/v1/coupons/" + issue.couponId();
    log.record(created("sale", 10L), issue);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> behindGateway.get(coupon).status(), status -> status == 200);
  }

  @AfterAll
  static void stop() {
    byToken.close();
    behindGateway.close();
    log.close();
  }

  private static QueryNode.Answer withToken(String path, String user, String... roles) {
    return byToken.send("GET", path, Tokens.of(user, roles), null);
  }

  private static QueryNode.Answer throughGateway(String path, @Nullable String user) {
    var uri = URI.create("http://127.0.0.1:" + behindGateway.port() + path);
    var request = HttpRequest.newBuilder(uri);
    if (user != null) {
      request.header("X-User-Id", user);
    }
    return behindGateway.send(request);
  }

  @Test
  void theHolderSeesTheirCoupon() {
    assertThat(withToken(coupon, "ann").status()).isEqualTo(200);
    assertThat(throughGateway(coupon, "ann").status()).isEqualTo(200);
    for (var list : OF_ANN) {
      assertThat(withToken(list, "ann").status()).as(list).isEqualTo(200);
      assertThat(throughGateway(list, "ann").status()).as(list).isEqualTo(200);
    }
  }

  @Test
  void anotherUsersCouponIsAsUnknownAsOneThatDoesNotExist() {
    var missing = "/api/v1/coupons/" + UNKNOWN;

    requireSame(withToken(coupon, "bob"), withToken(missing, "bob"));
    requireSame(throughGateway(coupon, "bob"), throughGateway(missing, "bob"));
  }

  private static void requireSame(QueryNode.Answer foreign, QueryNode.Answer missing) {
    assertThat(foreign.status()).isEqualTo(404);
    var id = coupon.substring(coupon.lastIndexOf('/') + 1);
    assertThat(foreign.raw().body().replace(id, UNKNOWN)).isEqualTo(missing.raw().body());
  }

  @Test
  void whoeverNamesAUserSeesNobodyElses() {
    for (var list : OF_ANN) {
      assertThat(withToken(list, "bob").status()).as(list).isEqualTo(403);
      assertThat(throughGateway(list, "bob").status()).as(list).isEqualTo(403);
    }
    for (var list : OF_ALL) {
      assertThat(withToken(list, "ann").status()).as(list).isEqualTo(403);
      assertThat(throughGateway(list, "ann").status()).as(list).isEqualTo(403);
    }
  }

  @Test
  void whoeverHasARoleSeesAll() {
    assertThat(withToken(coupon, "carol", "auditor").status()).isEqualTo(200);
    for (var list : OF_ALL) {
      assertThat(withToken(list, "carol", "operator").status()).as(list).isEqualTo(200);
    }
  }

  @Test
  void aGatewayThatNamesNobodyHasCheckedWhoAsks() {
    assertThat(throughGateway(coupon, null).status()).isEqualTo(200);
    for (var list : OF_ALL) {
      assertThat(throughGateway(list, null).status()).as(list).isEqualTo(200);
    }
  }
}
