package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.StoredEventType;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.query.QueryNode;
import io.firstserved.query.audit.bundle.Verifier;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.serialization.EventFingerprint;
import io.firstserved.serialization.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/**
 * A log that lost its end, was accepted and went on, is proven; and what is wrong with it, named.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcceptedLogIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<LogRow> ROWS = SimulatedHistory.rows(42, 900);
  private static final int KEPT = 300;
  private static final int LOST = 50;

  /** How many of the last rows the system's topic has twice. */
  private static final int SENT_TWICE = 20;

  private static AuditedSystem system;
  private static QueryNode node;

  @BeforeAll
  static void loseTheEndAndGoOn() {
    system = AuditedSystem.with(ROWS.subList(0, KEPT));
    node = system.node;
    var lost = ROWS.subList(KEPT, KEPT + LOST);
    system.append(lost);
    system.seal(lost);
    system.relay(lost);
    system.awaitProjected(KEPT + LOST);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static JsonNode audit() {
    return audit("{}");
  }

  private static JsonNode audit(String body) {
    var started = node.send("POST", "/api/v1/audits", AuditIT.token("auditor"), body);
    var location = started.raw().headers().firstValue("Location").orElseThrow();
    return await()
        .atMost(LIMIT)
        .until(
            () -> node.send("GET", location, AuditIT.token("auditor"), null).body(),
            audit -> audit.path("state").asString().equals("DONE"));
  }

  /** The same events follow as before, one place later, behind the one that tells of the loss. */
  private static List<LogRow> nextLife(LogIncarnationBegun begun) {
    var rows = new ArrayList<LogRow>();
    rows.add(row(KEPT + 1L, begun));
    ROWS.subList(KEPT, ROWS.size()).forEach(row -> rows.add(onePlaceLater(row)));
    return rows;
  }

  private static LogRow row(long index, LogIncarnationBegun begun) {
    return new LogRow(
        index,
        "incarnation-1",
        LogIncarnationBegun.stream(0),
        0,
        LogIncarnationBegun.STREAM_TYPE,
        Instant.parse("2026-11-26T12:00:00Z").toString(),
        StoredEventType.LOG_INCARNATION_BEGUN.alias(),
        StoredEventType.LOG_INCARNATION_BEGUN.revision(),
        EventSerializer.create().serialize(begun, byte[].class).getData(),
        "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static LogRow onePlaceLater(LogRow row) {
    return new LogRow(
        row.index() + 1,
        row.eventId(),
        row.aggregateId(),
        row.sequence(),
        row.aggregateType(),
        row.timestamp(),
        row.payloadType(),
        row.revision(),
        row.payload(),
        row.metaData());
  }

  private static void replayEveryProjection() {
    for (var projection : List.of("campaigns", "coupons", "timeline")) {
      var path = "/api/v1/projections/" + projection + "/replay";
      node.send("POST", path, AuditIT.token("operator"), null);
      await()
          .atMost(LIMIT)
          .until(() -> node.get(path).body().path("status").asString().equals("COMPLETED"));
    }
  }

  @Test
  @Order(1)
  void isProvenBeforeAndAfter() {
    assertThat(audit().path("verdict").asString()).isEqualTo("PROVEN");
    var ofCampaign = audit("{\"campaignId\":\"campaign-0\"}");
    assertThat(bundle(ofCampaign).status()).isEqualTo(200);

    var kept = ROWS.subList(0, KEPT);
    var fingerprint = EventFingerprint.of(kept.getLast());
    var begun = new LogIncarnationBegun(0, 1, KEPT + 1L, fingerprint, "olga", "restored");
    system.accept(kept, begun);
    var next = nextLife(begun);
    system.append(next);
    system.seal(next);
    system.relay(next);
    replayEveryProjection();
    system.awaitProjected(ROWS.size() + 1L);

    var audit = audit();
    assertThat(audit.path("verdict").asString()).as(audit.toPrettyString()).isEqualTo("PROVEN");
    var figures = audit.path("figures");
    assertThat(figures.path("voidEvents").asLong()).isEqualTo(LOST + SENT_TWICE);
    assertThat(figures.path("topicEvents").asLong()).isEqualTo(ROWS.size() + 1L);
    assertThat(figures.path("incarnations").get(1).path("begunBy").asString()).isEqualTo("olga");
    assertThat(figures.path("incarnations").get(1).path("reason").asString()).isEqualTo("restored");
    assertThat(bundle(ofCampaign).status()).as("its seals are void").isEqualTo(410);
  }

  private static QueryNode.Answer bundle(JsonNode audit) {
    var path = "/api/v1/audits/" + audit.path("id").asString() + "/bundle";
    return node.send("GET", path, AuditIT.token("auditor"), null);
  }

  @Test
  @Order(2)
  void exportsABundleThatTheVerifierProves() throws Exception {
    var bundle = bundle(audit("{\"campaignId\":\"campaign-0\"}"));

    assertThat(bundle.status()).isEqualTo(200);
    var key = system.node.get("/api/v1/audits/signing-key").body().path("publicKey").asString();
    var proven = Verifier.run(bundle.raw().body().getBytes(StandardCharsets.UTF_8), "--key", key);
    assertThat(proven.status()).as(proven.output()).isZero();
  }

  @Test
  @Order(3)
  void namesAnIncarnationThatTheLogDoesNotTellOf() {
    system.log.jdbc.update("UPDATE log_incarnation SET begun_by = 'mallory' WHERE incarnation = 1");

    var audit = audit();

    assertThat(audit.path("verdict").asString()).isEqualTo("VIOLATED");
    assertThat(audit.path("violationCounts").path("P6").asLong()).isEqualTo(1);
    assertThat(audit.path("violations").get(0).path("index").asLong()).isEqualTo(KEPT + 1);
  }
}
