package io.firstserved.query;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.servers.TestServers;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every user can be asked for, and no text in a path or a query is a failure of the service. */
class ReadsOfAnyTextIT {

  private static final List<String> USERS =
      List.of(
          "a/b",
          "50%",
          "x;y",
          ".",
          "..",
          "a b",
          "a",
          "a ",
          "김철수",
          "á",
          "\\",
          "x".repeat(255),
          "😀".repeat(255));

  private static LogOnTopic log;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("any-text", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    node =
        QueryNode.start(
            QueryNode.settings(
                TestServers.mysql().freshDatabase("any_text"), kafka.bootstrapServers(), topic));
    log.record(created("any-text", null));
    for (int serial = 1; serial <= USERS.size(); serial++) {
      log.record(issued("any-text", USERS.get(serial - 1), serial, NOON));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Test
  void findsTheCouponsOfAUserOfAnyScript() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/v1/campaigns/any-text").body().path("issued").asInt())
                    .isEqualTo(USERS.size()));

    assertThat(USERS)
        .allSatisfy(
            user -> {
              var page = node.get("/api/v1/coupons?userId=" + encoded(user));
              assertThat(page.status()).as(page.raw().body()).isEqualTo(200);
              assertThat(page.body().path("items"))
                  .singleElement()
                  .satisfies(
                      coupon -> assertThat(coupon.path("userId").asString()).isEqualTo(user));
            });
    var inPath = node.get("/api/v1/users/" + encoded("김철수") + "/coupons").body();
    assertThat(inPath.path("items").size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/campaigns/%s",
        "/api/v1/campaigns/%s/timeline",
        "/api/v1/campaigns/%s/coupons",
        "/api/v1/campaigns?after=%s",
        "/api/v1/campaigns/any-text/coupons?after=%s",
        "/api/v1/campaigns/any-text/coupons?after=1.%s",
        "/api/v1/campaigns/any-text/coupons?limit=%s",
        "/api/v1/campaigns/any-text/timeline?after=%s",
        "/api/v1/campaigns/any-text?after-index=%s",
        "/api/v1/coupons/%s",
        "/api/v1/coupons/%s/receipt",
        "/api/v1/coupons?userId=a&after=%s",
        "/api/v1/coupons?userId=a&after=1.%s",
        "/api/v1/users/a/coupons?after=%s",
        "/api/v1/projections/%s",
        "/api/v1/projections/%s/replay",
        "/api/v1/audits/%s",
        "/api/v1/audits/%s/bundle",
        "/api/v1/audits?after=%s",
        "/api/v1/audits?after=1.%s",
        "/api/v1/dead-letters/%s",
        "/api/v1/dead-letters?after=%s",
        "/api/v1/log/lost?incarnation=%s",
        "/api/v1/%s"
      })
  void takesNothingElseForAnIdOrACursor(String path) {
    for (var text : List.of("á", "人", "😀", "' OR 1=1")) {
      var answer =
          node.send("GET", path.formatted(encoded(text)), Tokens.of("ann", "operator"), null);

      assertThat(answer.status()).as(path + " " + answer.raw().body()).isIn(400, 404);
      assertThat(answer.raw().headers().firstValue("Content-Type"))
          .hasValue("application/problem+json");
    }
  }

  @Test
  void takesNothingElseForAProjectionToReplay() {
    for (var method : List.of("POST", "DELETE")) {
      var path = "/api/v1/projections/" + encoded("人") + "/replay";
      assertThat(node.send(method, path, Tokens.of("ann", "operator"), null).status())
          .isEqualTo(400);
    }
  }
}
