package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.serialization.EventReader;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The log answers, and in the middle of a call a part of it that the call needs does not. */
class SaltsAwayIT {

  private static final String AUDITOR = Tokens.of("ann", "auditor");

  private static AuditedSystem system;
  private static QueryNode node;
  private static String coupon;

  @BeforeAll
  static void start() {
    var rows = SimulatedHistory.rows(7, 200);
    system = AuditedSystem.with(rows);
    node = system.node;
    coupon =
        rows.stream()
            .map(new EventReader()::read)
            .filter(EventReader.Outcome.Event.class::isInstance)
            .map(outcome -> ((EventReader.Outcome.Event) outcome).payload())
            .filter(CouponIssued.class::isInstance)
            .map(issue -> ((CouponIssued) issue).couponId().value())
            .findFirst()
            .orElseThrow();
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @Test
  void isAnswered503ByReceiptsAndBundles() {
    var receipt = "/api/v1/coupons/" + coupon + "/receipt";
    var bundle = provenAudit() + "/bundle";
    assertThat(node.get(receipt).status()).isEqualTo(200);

    system.log.jdbc.execute("RENAME TABLE log_seal_salt TO log_seal_salt_away");
    try {
      requireUnavailable(node.get(receipt));
      requireUnavailable(get(bundle));
    } finally {
      system.log.jdbc.execute("RENAME TABLE log_seal_salt_away TO log_seal_salt");
    }

    assertThat(get(bundle).status()).isEqualTo(200);
  }

  private static void requireUnavailable(QueryNode.Answer answer) {
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(503);
    assertThat(answer.body().path("reason").asString()).isEqualTo("UNAVAILABLE");
    assertThat(answer.raw().headers().firstValue("Retry-After")).isPresent();
  }

  private static String provenAudit() {
    var begun =
        node.send("POST", "/api/v1/audits", AUDITOR, "{\"campaignId\":\"campaign-0\"}").raw();
    var audit = begun.headers().firstValue("Location").orElseThrow();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get(audit).body().path("verdict").asString(), "PROVEN"::equals);
    return audit;
  }

  private static QueryNode.Answer get(String path) {
    return node.send("GET", path, AUDITOR, null);
  }
}
