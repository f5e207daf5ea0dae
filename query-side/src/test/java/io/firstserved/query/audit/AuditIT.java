package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.query.audit.bundle.Verifier;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.serialization.EventSerializer;
import io.firstserved.servers.TestServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Audits over HTTP: a sound system is proven, and each broken part is named. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditIT {

  private static final List<LogRow> ROWS = SimulatedHistory.rows(42, 900);

  private static AuditedSystem system;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    system = AuditedSystem.with(ROWS);
    node = system.node;
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  static String token(String... roles) {
    return Tokens.of("ann", roles);
  }

  private static JsonNode audit(String body) {
    var started = node.send("POST", "/api/v1/audits", token("auditor"), body);
    assertThat(started.status()).isEqualTo(202);
    return awaitDone(started.raw().headers().firstValue("Location").orElseThrow());
  }

  private static JsonNode awaitDone(String location) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> node.send("GET", location, token("auditor"), null).body(),
            audit -> audit.path("state").asString().equals("DONE"));
  }

  @Test
  @Order(1)
  void provesASoundSystem() {
    var audit = audit("{}");

    assertThat(audit.path("verdict").asString()).as(audit.toPrettyString()).isEqualTo("PROVEN");
    var figures = audit.path("figures");
    assertThat(figures.path("events").asLong()).isEqualTo(ROWS.size());
    assertThat(figures.path("topicEvents").asLong()).isEqualTo(ROWS.size());
    assertThat(figures.path("readModelRows").asLong()).isEqualTo(figures.path("issued").asLong());
    assertThat(figures.path("sealedUpTo").asLong()).isEqualTo(ROWS.size());
  }

  @Test
  @Order(1)
  void answersTheSameAuditForTheSameKey() {
    var first = start("{}", "key-1");
    var again = start("{}", "key-1");
    var other = start("{\"source\":\"STORE\"}", "key-1");

    assertThat(first.status()).isEqualTo(202);
    assertThat(again.status()).isEqualTo(202);
    assertThat(location(again)).isEqualTo(location(first));
    assertThat(other.status()).isEqualTo(422);
    assertThat(location(start("{}", "key-2"))).isNotEqualTo(location(first));
  }

  private static QueryNode.Answer start(String body, String key) {
    return node.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/v1/audits"))
            .header("Authorization", "Bearer " + token("auditor"))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static String location(QueryNode.Answer answer) {
    return answer.raw().headers().firstValue("Location").orElseThrow();
  }

  @Test
  @Order(2)
  void remarksASettingThatCanLoseWhatWasPromisedAndIsProvenAllTheSame() {
    var server = TestServers.mysql();
    server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
    try {
      var audit = audit("{}");

      assertThat(audit.path("verdict").asString()).as(audit.toPrettyString()).isEqualTo("PROVEN");
      assertThat(audit.path("reasons")).isEmpty();
      assertThat(audit.path("remarks")).hasSize(1);
      assertThat(audit.path("remarks").path(0).asString())
          .startsWith("innodb_flush_log_at_trx_commit is 2 at 127.0.0.1:")
          .contains("can lose coupons that were answered 201");
    } finally {
      server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
    }
    assertThat(audit("{}").path("remarks")).isEmpty();
  }

  @Test
  @Order(2)
  void provesTheTopicByItself() {
    var audit = audit("{\"source\":\"KAFKA\"}");
    assertThat(audit.path("verdict").asString()).as(audit.toPrettyString()).isEqualTo("PROVEN");
    assertThat(audit.path("figures").path("events").asLong()).isEqualTo(ROWS.size());
  }

  @Test
  @Order(2)
  void comparesTheAnswersOfAHistory() throws Exception {
    var answers = new StringBuilder();
    for (var row : ROWS) {
      if (row.payloadType().equals("coupon-issued")) {
        answers.append(new String(row.payload()).replace("{", "{\"status\":201,")).append('\n');
      }
    }
    answers.append(
        "{\"userId\":\"x\",\"campaignId\":\"campaign-0\",\"status\":410,\"reason\":\"SOLD_OUT\"}\n");
    var sound = upload(answers.toString());
    assertThat(sound.path("verdict").asString()).as(sound.toPrettyString()).isEqualTo("PROVEN");
    assertThat(sound.path("figures").path("refused").asLong()).isEqualTo(1);

    var lost =
        answers
            + "{\"userId\":\"y\",\"campaignId\":\"campaign-0\",\"status\":201,\"couponId\":\"00000000000000000000000000\",\"serial\":7}\n";
    var untold = answers.substring(answers.indexOf("\n") + 1);
    assertThat(promises(upload(lost))).containsExactly("P4");
    assertThat(promises(upload(untold))).containsExactly("P4");
  }

  private static JsonNode upload(String history) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/api/v1/audits"))
            .header("Authorization", "Bearer " + token("operator"))
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(history))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
      return awaitDone(answer.headers().firstValue("Location").orElseThrow());
    }
  }

  private static List<String> promises(JsonNode audit) {
    assertThat(audit.path("verdict").asString()).isEqualTo("VIOLATED");
    return audit.path("violations").values().stream()
        .map(violation -> violation.path("promise").asString())
        .toList();
  }

  @Test
  @Order(2)
  void keepsAHistory() {
    var id = audit("{\"campaignId\":\"campaign-0\"}").path("id").asString();
    var list = node.send("GET", "/api/v1/audits?limit=1", token("auditor"), null).body();
    assertThat(list.path("items").get(0).path("id").asString()).isEqualTo(id);
    var next = list.path("next").asString();
    var older =
        node.send("GET", "/api/v1/audits?limit=1&after=" + next, token("auditor"), null).body();
    assertThat(older.path("items").get(0).path("id").asString()).isNotEqualTo(id);
  }

  @Test
  @Order(2)
  void letsOnlyAuditorsAndOperatorsAsk() {
    assertThat(node.send("POST", "/api/v1/audits", null, "{}").status()).isEqualTo(401);
    assertThat(node.send("POST", "/api/v1/audits", token("campaign-admin"), "{}").status())
        .isEqualTo(403);
  }

  @Test
  @Order(2)
  void isIncompleteForACampaignThatIsNotThere() {
    var audit = audit("{\"campaignId\":\"nobody\"}");
    assertThat(audit.path("verdict").asString()).isEqualTo("INCOMPLETE");
    assertThat(audit.path("reasons").toString()).contains("nobody");
    var bundle = "/api/v1/audits/" + audit.path("id").asString() + "/bundle";
    var refused = node.send("GET", bundle, token("auditor"), null);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body().path("reason").asString()).isEqualTo("NOT_PROVEN");
  }

  @Test
  @Order(2)
  void takesWhatTheBodyLeavesOutFromTheQuery() {
    var path = "/api/v1/audits?campaignId=campaign-0&source=LOG";
    var said = node.send("POST", path, token("auditor"), "{\"source\":\"KAFKA\"}");

    assertThat(said.body().path("campaignId").asString()).isEqualTo("campaign-0");
    assertThat(said.body().path("source").asString()).isEqualTo("KAFKA");
    assertThat(node.send("POST", "/api/v1/audits?source=ALL", token("auditor"), null).status())
        .isEqualTo(400);
    awaitDone(said.raw().headers().firstValue("Location").orElseThrow());
  }

  @Test
  @Order(2)
  void exportsABundleThatTheVerifierProvesAndAUserIsFoundIn() throws Exception {
    var issue = issueOf("campaign-0");
    var id = audit("{\"campaignId\":\"campaign-0\"}").path("id").asString();
    var bundle = download("/api/v1/audits/" + id + "/bundle");
    var receipt =
        node.send("GET", "/api/v1/coupons/" + issue.couponId() + "/receipt", null, null).body();
    var key = node.get("/api/v1/audits/signing-key").body().path("publicKey").asString();

    var proven =
        Verifier.run(
            bundle,
            "--key",
            key,
            "--user",
            issue.userId().value(),
            "--user-key",
            receipt.path("userKey").asString());
    assertThat(proven.output()).contains("PROVEN: campaign campaign-0", "Your coupons: serial");
    assertThat(proven.output()).contains(Long.toString(issue.serial()));
    assertThat(proven.status()).isZero();
    assertThat(new String(bundle, StandardCharsets.UTF_8))
        .doesNotContain("\"user-")
        .doesNotContain(issue.couponId().value());

    var stranger =
        Verifier.run(
            bundle, "--user", "stranger", "--user-key", receipt.path("userKey").asString());
    assertThat(stranger.status()).isEqualTo(2);
  }

  private static CouponIssued issueOf(String campaign) throws java.io.IOException {
    for (var row : ROWS) {
      if (row.eventId().startsWith(campaign + "#")) {
        return EventSerializer.objectMapper().readValue(row.payload(), CouponIssued.class);
      }
    }
    throw new IllegalStateException("nothing issued");
  }

  private static byte[] download(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + path))
            .header("Authorization", "Bearer " + token("auditor"))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).as(new String(answer.body())).isEqualTo(200);
      return answer.body();
    }
  }

  @Test
  @Order(3)
  void callsWhatIsNotRelayedYetLag() {
    var late = SimulatedHistory.rows(42, 930);
    system.append(late.subList(ROWS.size(), late.size()));

    var audit = audit("{}");

    assertThat(audit.path("verdict").asString()).as(audit.toPrettyString()).isEqualTo("INCOMPLETE");
    assertThat(audit.path("violations")).isEmpty();
    assertThat(audit.path("reasons").toString())
        .contains("lag: " + (late.size() - ROWS.size()) + " events are not relayed");
  }
}
