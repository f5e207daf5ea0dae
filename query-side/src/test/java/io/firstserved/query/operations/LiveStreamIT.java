package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.query.Tokens;
import io.firstserved.servers.TestServers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page gets from the server, without a browser. */
class LiveStreamIT {

  private static final String ADMIN = Tokens.of("ada", "campaign-admin");
  private static final String[] AS_ADMIN = {"Authorization", "Bearer " + ADMIN};
  private static final String[] NOBODY = {};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static PageSystem system;
  private static HttpClient http;

  @BeforeAll
  static void start() {
    http = HttpClient.newHttpClient();
    system =
        PageSystem.start(
            Map.of(
                "first-served.page.subscriber-limit", "3",
                "first-served.page.subscribers-per-client", "2",
                "first-served.page.setting-interval", "100ms"));
    system.shop.create("spring", "Spring sale", 100L);
    system.shop.sell("spring", 30);
  }

  @AfterAll
  static void stop() {
    system.close();
    // Not close(), which would wait for streams that have no end.
    http.shutdownNow();
  }

  private static HttpResponse<InputStream> openStream(String... header)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(system.url() + "api/v1/live"));
    if (header.length > 0) {
      request.headers(header);
    }
    var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      answer.body().close();
    }
    return answer;
  }

  /** An open page, as far as the server can tell. */
  private static final class Reader implements AutoCloseable {

    private final HttpResponse<InputStream> answer;
    private final BufferedReader lines;

    /** Waits for a place: that a page has gone is noticed with the next message to it. */
    Reader(String... header) {
      answer =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> openStream(header), opened -> opened.statusCode() == 200);
      lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    JsonNode next(String event) throws IOException {
      String line = lines.readLine();
      while (!line.equals("event: " + event)) {
        line = lines.readLine();
      }
      return JSON.readTree(lines.readLine().substring("data: ".length()));
    }

    @Override
    public void close() throws IOException {
      answer.body().close();
    }
  }

  @Test
  void streamsThePastOnceAndThenEverySecondWhatIs() throws Exception {
    try (var reader = new Reader()) {
      assertThat(reader.answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      assertThat(reader.next("history").isArray()).isTrue();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                var snapshot = reader.next("snapshot");
                var campaign = snapshot.path("rows").path("campaigns").path(0);
                assertThat(campaign.path("issued").asLong()).isEqualTo(30);
                assertThat(snapshot.path("finding").path("code").asString()).isEqualTo("HEALTHY");
                assertThat(snapshot.path("lag").path("logHead").asLong()).isEqualTo(31);
                assertThat(snapshot.path("lag").path("measuredAt").isNull()).isFalse();
                assertThat(snapshot.path("rows").path("projections")).hasSize(3);
                assertThat(snapshot.path("issuing").path("answers").path("issued").asLong())
                    .isPositive();
              });
    }
  }

  @Test
  void leavesAGapInThePastWhereNothingWasMeasured() throws Exception {
    var watcher = (SmartLifecycle) system.node.bean("lagWatcherLifecycle");
    watcher.stop();
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                try (var reader = new Reader()) {
                  var last = lastOf(reader.next("history"));
                  assertThat(last.path(1).isNull()).as(last.toString()).isTrue();
                  assertThat(last.path(2).asDouble()).isPositive();
                }
              });
    } finally {
      watcher.start();
    }
  }

  @Test
  void saysWhileTheLogsServerCanLoseWhatWasPromised() throws Exception {
    var server = TestServers.mysql();
    server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
    try (var reader = new Reader()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(finding(reader)).isEqualTo("NOT_DURABLE"));
      server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(finding(reader)).isEqualTo("HEALTHY"));
    } finally {
      server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    }
  }

  private static String finding(Reader reader) throws IOException {
    return reader.next("snapshot").path("finding").path("code").asString();
  }

  private static JsonNode lastOf(JsonNode rows) {
    return rows.path(rows.size() - 1);
  }

  @Test
  void holdsNoUsersData() throws Exception {
    try (var reader = new Reader()) {
      var snapshot = reader.next("snapshot");
      while (snapshot.path("rows").isNull()) {
        snapshot = reader.next("snapshot");
      }
      assertThat(snapshot.toString()).contains("spring").doesNotContain("user-");
    }
  }

  @Test
  void refusesMorePagesThanItsLimitAndTakesThemWhenOthersLeave() throws Exception {
    try (var first = new Reader();
        var second = new Reader();
        var third = new Reader(AS_ADMIN)) {
      assertThat(first).isNotSameAs(second).isNotSameAs(third);
      assertRefused(AS_ADMIN, "3 pages are open on this node already");
    }
    new Reader().close();
  }

  @Test
  void leavesPlacesToOthersThanOneClient() throws Exception {
    try (var first = new Reader();
        var second = new Reader()) {
      assertThat(first).isNotSameAs(second);
      assertRefused(NOBODY, "this client has 2 pages open already");
      new Reader(AS_ADMIN).close();
    }
    new Reader().close();
  }

  /** The proxy in front says for whom it asks. */
  @Test
  void tellsClientsBehindAProxyApart() throws Exception {
    var one = new String[] {"X-Forwarded-For", "203.0.113.7"};
    try (var first = new Reader(one);
        var second = new Reader(one)) {
      assertThat(first).isNotSameAs(second);
      assertRefused(one, "this client has 2 pages open already");
      new Reader("X-Forwarded-For", "203.0.113.8").close();
    }
    new Reader().close();
  }

  private static void assertRefused(String[] header, String detail) {
    var request = HttpRequest.newBuilder(URI.create(system.url() + "api/v1/live"));
    if (header.length > 0) {
      request.headers(header);
    }
    var answer = system.node.send(request);
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.body().path("reason").asString()).isEqualTo("OVERLOADED");
    assertThat(answer.body().path("detail").asString()).isEqualTo(detail);
    assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
  }

  /** Without a body there is nothing to wait for, and no place to take. */
  @Test
  void aStreamThatIsOnlyAskedAboutTakesNoPlace() {
    for (int n = 0; n < 5; n++) {
      var head = system.node.send("HEAD", "/api/v1/live", null, null);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.raw().headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
    }
  }

  @Test
  void servesThePageUnderAPolicyThatLetsNoTextBecomeCode() {
    for (var path : new String[] {"/", "/index.html", "/page/main.js", "/page/page.css"}) {
      var answer = system.node.get(path);
      assertThat(answer.status()).as(path).isEqualTo(200);
      assertThat(answer.raw().headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for")
          .doesNotContain("unsafe");
    }
    assertThat(system.node.get("/webjars/uplot/dist/uPlot.esm.js").status()).isEqualTo(200);
  }

  @Test
  void passesCampaignCommandsOnWithTheCallersToken() {
    var created =
        system.node.send(
            "POST",
            "/operations/campaigns",
            ADMIN,
            "{\"campaignId\":\"passed-on\",\"name\":\"Passed on\",\"quota\":5}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.raw().headers().firstValue("Location"))
        .contains("/api/v1/campaigns/passed-on");
    var paused = system.node.send("POST", "/operations/campaigns/passed-on/pause", ADMIN, null);
    assertThat(paused.status()).isEqualTo(200);
    assertThat(system.commandSide.calls)
        .contains(
            "POST /api/v1/campaigns Bearer " + ADMIN,
            "POST /api/v1/campaigns/passed-on/pause Bearer " + ADMIN);
    var taken =
        system.node.send(
            "POST", "/operations/campaigns", ADMIN, "{\"campaignId\":\"taken\",\"name\":\"x\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.body().path("reason").asString()).isEqualTo("CAMPAIGN_EXISTS");
  }

  @Test
  void passesNothingOnForOthersAndNothingElse() {
    int before = system.commandSide.calls.size();
    var pause = "/operations/campaigns/spring/pause";
    assertThat(system.node.send("POST", pause, null, null).status()).isEqualTo(401);
    assertThat(system.node.send("POST", pause, Tokens.of("otto", "operator"), null).status())
        .isEqualTo(403);
    assertThat(
            system.node.send("POST", "/operations/campaigns/spring/coupons", ADMIN, "{}").status())
        .isIn(404, 405);
    assertThat(
            system
                .node
                .send("POST", "/operations/campaigns/a%2E%2E%2Fb%3Fc/pause", ADMIN, null)
                .status())
        .isGreaterThanOrEqualTo(400);
    assertThat(system.commandSide.calls).hasSize(before);
  }
}
