package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.QueryNode;
import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is published of the audits' verdicts, and that no verdict is told before it is one. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditVerdictIT {

  private static final String STOPPED = "5709d000-0000-4000-8000-000000000000";
  private static final List<LogRow> ROWS = SimulatedHistory.rows(11, 200);

  /** Ten heartbeats of silence and an audit is given up. */
  private static final Map<String, String> QUICK =
      Map.of(
          "first-served.audit.heartbeat", "100ms",
          "first-served.audit.lost-after", "1s");

  /** More failures in a row than silent heartbeats would be needed. */
  private static final int LONG_AWAY = 15;

  private static final Series LAST_PROOF =
      new Series("coupon_audit_last_success_timestamp_seconds", "");

  private static AuditedSystem system;
  private static QueryNode node;
  private static JdbcClient history;

  @BeforeAll
  static void start() {
    system = AuditedSystem.with(ROWS, QUICK);
    node = system.node;
    history = node.bean(JdbcClient.class);
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  private static void run(String sql) {
    history.sql(sql).update();
  }

  private static String auditOfAll() {
    return node.send("POST", "/api/v1/audits", AuditIT.token("auditor"), "{}")
        .body()
        .path("id")
        .asString();
  }

  private static String state(String id) {
    var audit = node.send("GET", "/api/v1/audits/" + id, AuditIT.token("auditor"), null).body();
    return audit.path("state").asString() + " " + audit.path("verdict").asString("");
  }

  private static void awaitState(String id, String expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(state(id)).isEqualTo(expected));
  }

  private record Series(String meter, String label) {

    Pattern line() {
      var labels = "(\\{[^}]*" + Pattern.quote(label) + "[^}]*})?";
      return Pattern.compile("^" + meter + labels + " (\\S+)$", Pattern.MULTILINE);
    }
  }

  private static double meter(QueryNode of, Series series) {
    var line = series.line().matcher(of.get("/actuator/prometheus").raw().body());
    assertThat(line.find()).as(series.toString()).isTrue();
    return Double.parseDouble(line.group(2));
  }

  private static void awaitMeters(QueryNode of, Map<Series, Double> expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(expected)
                    .allSatisfy(
                        (series, value) ->
                            assertThat(meter(of, series)).as(series.toString()).isEqualTo(value)));
  }

  private static Series last(String verdict) {
    return new Series("coupon_audit_verdict", "verdict=\"" + verdict + "\"");
  }

  private static Series conclusive(String verdict) {
    return new Series("coupon_audit_conclusive_verdict", "verdict=\"" + verdict + "\"");
  }

  private static Series violations(String promise) {
    return new Series("coupon_audit_violations", "promise=\"" + promise + "\"");
  }

  @Test
  @Order(1)
  void beforeTheFirstAuditNothingIsProvenAndNothingCounted() {
    awaitMeters(
        node,
        Map.of(
            last("NEVER"),
            1.0,
            last("PROVEN"),
            0.0,
            conclusive("NEVER"),
            1.0,
            violations("P1"),
            Double.NaN,
            LAST_PROOF,
            0.0));
  }

  @Test
  @Order(2)
  void aProofIsTheLastVerdict() {
    awaitState(auditOfAll(), "DONE PROVEN");

    awaitMeters(
        node,
        Map.of(
            last("PROVEN"), 1.0,
            last("NEVER"), 0.0,
            conclusive("PROVEN"), 1.0,
            violations("P7"), 0.0));
    assertThat(meter(node, LAST_PROOF)).isPositive();
  }

  @Test
  @Order(3)
  void aVerdictFoundWhileTheDatabaseIsAwayIsWrittenWhenItIsBack() throws SQLException {
    String id;
    try (var lock = ((DataSource) node.bean("dataSource")).getConnection()) {
      lockSoThatTheAuditWaits(lock);
      id = auditOfAll();
      run("RENAME TABLE audit TO audit_away");
      execute(lock, "UNLOCK TABLES");
    }
    awaitFailures("audit-heartbeat", LONG_AWAY);
    assertThat(meter(node, last("PROVEN"))).isNaN();
    assertThat(meter(node, violations("P7"))).isZero();
    run("RENAME TABLE audit_away TO audit");

    assertThat(statesUntilDone(id))
        .isSubsetOf("QUEUED ", "RUNNING ", "DONE PROVEN")
        .contains("DONE PROVEN");
  }

  /** The audit reads the seals that earlier ones saw before anything else. */
  private static void lockSoThatTheAuditWaits(Connection lock) throws SQLException {
    execute(lock, "LOCK TABLES audit_witness WRITE");
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void awaitFailures(String loop, int more) {
    var series = new Series("coupon_loop_failures_turns_total", "loop=\"" + loop + "\"");
    var before = meter(node, series);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(meter(node, series)).isGreaterThan(before + more));
  }

  private static Set<String> statesUntilDone(String id) {
    var seen = new HashSet<String>();
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              var now = state(id);
              seen.add(now);
              return now.startsWith("DONE");
            });
    return seen;
  }

  @Test
  @Order(4)
  void anAuditWhoseNodeHasStoppedIsEndedAndItsLateProofChangesNothing() {
    run(
        "INSERT INTO audit (id, campaign_id, source, requested_by, requested_at_millis, state,"
            + " heartbeat_millis) VALUES ('"
            + STOPPED
            + "', NULL, 'BOTH', 'gone', 1, 'RUNNING', 1)");

    awaitState(STOPPED, "DONE INCOMPLETE");
    awaitMeters(
        node,
        Map.of(
            last("INCOMPLETE"), 1.0,
            last("PROVEN"), 0.0,
            conclusive("PROVEN"), 1.0,
            violations("P7"), 0.0));

    assertThat(lateVerdict("PROVEN")).isFalse();
    assertThat(state(STOPPED)).isEqualTo("DONE INCOMPLETE");
  }

  private static boolean lateVerdict(String verdict) {
    var outcome =
        new Outcome(
            Verdict.valueOf(verdict),
            new Audit.Report(List.of(), List.of(), null, Map.of(Promise.P1, 3L), List.of()),
            null);
    return node.bean(AuditTable.class).done(STOPPED, outcome, new Progress(() -> {}));
  }

  @Test
  @Order(5)
  void aViolationIsNeverTooLate() {
    assertThat(lateVerdict("VIOLATED")).isTrue();

    awaitMeters(
        node, Map.of(last("VIOLATED"), 1.0, conclusive("VIOLATED"), 1.0, violations("P1"), 3.0));
  }

  @Test
  @Order(6)
  void anIncompleteAuditTakesNoViolationBack() {
    var late = SimulatedHistory.rows(11, 220);
    system.append(late.subList(ROWS.size(), late.size()));
    awaitState(auditOfAll(), "DONE INCOMPLETE");

    awaitMeters(
        node, Map.of(last("INCOMPLETE"), 1.0, conclusive("VIOLATED"), 1.0, violations("P1"), 3.0));
  }

  @Test
  @Order(7)
  void aNodeThatStartsKnowsWhatWasFoundBefore() {
    try (var restarted = system.anotherNode()) {
      awaitMeters(
          restarted,
          Map.of(last("INCOMPLETE"), 1.0, conclusive("VIOLATED"), 1.0, violations("P1"), 3.0));
      assertThat(meter(restarted, LAST_PROOF)).isPositive();
    }
  }
}
