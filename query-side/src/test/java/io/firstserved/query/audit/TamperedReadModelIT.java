package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.event.LogRow;
import io.firstserved.query.audit.check.SimulatedHistory;
import io.firstserved.query.audit.check.Violation;
import io.firstserved.query.audit.run.AuditEngine;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.AuditResult;
import io.firstserved.query.audit.run.Progress;
import io.firstserved.query.audit.run.Source;
import io.firstserved.query.audit.run.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A read model or a topic with one change each: the audit names that one, and nothing else. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TamperedReadModelIT {

  private static final List<LogRow> ROWS = SimulatedHistory.rows(42, 400);
  private static final List<String> TABLES =
      List.of("coupon", "campaign_summary", "issuance_second");

  private static AuditedSystem system;
  private static JdbcClient readModel;
  private static LogRow issue;

  @BeforeAll
  static void start() {
    system = AuditedSystem.with(ROWS);
    readModel = system.node.bean(JdbcClient.class);
    issue = ROWS.stream().filter(row -> row.eventId().equals("campaign-0#2")).findAny().get();
    TABLES.forEach(table -> run("CREATE TABLE " + table + "_backup AS SELECT * FROM " + table));
  }

  @AfterAll
  static void stop() {
    system.close();
  }

  @AfterEach
  void undo() {
    for (var table : TABLES) {
      run("DELETE FROM " + table);
      run("INSERT INTO " + table + " SELECT * FROM " + table + "_backup");
    }
  }

  private static void run(String sql) {
    readModel.sql(sql).update();
  }

  private static AuditResult audit() {
    return system
        .node
        .bean(AuditEngine.class)
        .run(new AuditRequest(null, Source.BOTH, null), new Progress(() -> {}));
  }

  private static Violation onlyViolation() {
    var result = audit();
    assertThat(result.verdict()).isEqualTo(Verdict.VIOLATED);
    assertThat(result.reasons()).isEmpty();
    assertThat(result.violations()).hasSize(1);
    return result.violations().getFirst();
  }

  @Test
  @Order(1)
  void theUntouchedReadModelIsProven() {
    assertThat(audit().verdict()).isEqualTo(Verdict.PROVEN);
  }

  @Test
  @Order(1)
  void namesACouponWithoutARowByItsIssue() {
    run("DELETE FROM coupon WHERE coupon_id = '" + issue.aggregateId() + "'");

    var violation = onlyViolation();

    assertThat(violation.promise().name()).isEqualTo("P7");
    assertThat(violation.campaign()).isEqualTo("campaign-0");
    assertThat(violation.index()).isEqualTo(issue.index());
    assertThat(violation.eventId()).isEqualTo(issue.eventId());
    assertThat(violation.expected()).contains("a row in the read model");
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a coupon nobody was issued   | INSERT INTO coupon SELECT slot, REVERSE(coupon_id), campaign_id, user_id, serial + 5000, ordinal, status, order_id, issued_at_micros, redeemed_at_micros, revoked_at_micros, expired_at_micros FROM coupon WHERE coupon_id = '%s' | no row
          another status               | UPDATE coupon SET status = IF(status = 'REVOKED', 'EXPIRED', 'REVOKED') WHERE coupon_id = '%s' | status
          another user                 | UPDATE coupon SET user_id = 'eve' WHERE coupon_id = '%s' | the campaign, user and serial
          another serial               | UPDATE coupon SET serial = 4999 WHERE coupon_id = '%s' | the campaign, user and serial
          another instant of the issue | UPDATE coupon SET issued_at_micros = issued_at_micros + 1000 WHERE coupon_id = '%s' | the log's instant
          """)
  void namesARowThatTheLogDoesNotLeadTo(String name, String sql, String expected) {
    run(sql.formatted(issue.aggregateId()));

    var violation = onlyViolation();

    assertThat(violation.promise().name()).as(name).isEqualTo("P7");
    assertThat(violation.campaign()).isEqualTo("campaign-0");
    assertThat(violation.expected()).contains(expected);
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a count of issues        | UPDATE campaign_summary SET issued = issued + 1 WHERE campaign_id = 'campaign-0'
          a count of redemptions   | UPDATE campaign_summary SET redeemed = redeemed + 1 WHERE campaign_id = 'campaign-0'
          a quota                  | UPDATE campaign_summary SET quota = 999 WHERE campaign_id = 'campaign-0'
          a campaign without a row | DELETE FROM campaign_summary WHERE campaign_id = 'campaign-0'
          a second of the timeline | DELETE FROM issuance_second WHERE campaign_id = 'campaign-0' LIMIT 1
          """)
  void namesACampaignWhoseFiguresTheLogDoesNotLeadTo(String name, String sql) {
    run(sql);

    var violation = onlyViolation();

    assertThat(violation.promise().name()).as(name).isEqualTo("P7");
    assertThat(violation.campaign()).isEqualTo("campaign-0");
  }

  /** Last, because what a topic has it keeps. */
  @Test
  @Order(2)
  void namesAnEventThatTheTopicLacks() {
    var all = SimulatedHistory.rows(42, 430);
    var later = all.subList(ROWS.size(), all.size());
    var lost =
        later.stream().filter(row -> row.payloadType().equals("coupon-issued")).findFirst().get();
    var sent = new ArrayList<>(later);
    sent.removeIf(row -> row.aggregateId().equals(lost.aggregateId()));
    var unsent = later.stream().filter(row -> !sent.contains(row)).map(LogRow::index).toList();
    system.append(later);
    system.seal(later);
    system.relay(sent);
    system.awaitProjected(ROWS.size() + sent.size());

    var result = audit();

    assertThat(result.violations())
        .filteredOn(violation -> violation.index() > 0)
        .extracting(Violation::index)
        .containsExactlyElementsOf(unsent);
    assertThat(result.violations())
        .allSatisfy(violation -> assertThat(violation.promise().name()).isEqualTo("P7"));
  }
}
