package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.json.JsonMapper;

/** Whole nodes on a log that has lost its end. */
class DivergedLogIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int BOUGHT = 20;

  /** Redis is shared: what it knows of another test's campaign is none of this log's. */
  private final String campaign = "diverged-" + UUID.randomUUID().toString().substring(0, 8);

  private Map<String, Object> environment;
  private JdbcClient log;
  private CommandSideNode node;

  @BeforeEach
  void relaySomeCoupons() {
    TestDatabase database = TestServers.mysql().freshDatabase("diverged");
    log =
        JdbcClient.create(
            new DriverManagerDataSource(
                database.jdbcUrl(), database.username(), database.password()));
    environment = CommandSideNode.environment(database);
    node = CommandSideNode.start(environment);
    node.postAs(
        "campaign-admin",
        "/api/v1/campaigns",
        "{\"campaignId\": \"%s\", \"name\": \"diverged\", \"quota\": 100}".formatted(campaign));
    for (int buyer = 0; buyer < BOUGHT; buyer++) {
      assertThat(issue(node, "early-" + buyer).statusCode()).isEqualTo(201);
    }
    await().atMost(LIMIT).until(() -> number("SELECT position FROM log_follower") == head());
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private HttpResponse<String> issue(CommandSideNode at, String buyer) {
    return at.issue(campaign, buyer);
  }

  private long number(String sql) {
    return log.sql(sql).query(Long.class).single();
  }

  private long head() {
    return number("SELECT head FROM log_position");
  }

  /** As a restore does, of a backup that was taken when everything was relayed. */
  private void loseTheLastEvents(int count) {
    long head = head() - count;
    log.sql("DELETE FROM domain_event_entry WHERE global_index > ?").param(head).update();
    log.sql("DELETE FROM log_seal WHERE last_index > ?").param(head).update();
    log.sql("DELETE FROM log_tree_tile").update();
    log.sql("UPDATE log_tree SET entries = 0").update();
    log.sql("UPDATE log_follower SET position = ?").param(head).update();
    log.sql("UPDATE log_position SET head = ?").param(head).update();
  }

  private static Status health(CommandSideNode of) {
    return of.bean("logHealthIndicator", HealthIndicator.class).health().getStatus();
  }

  private void refusesToSell(CommandSideNode node) {
    var refused = issue(node, "late");
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(JsonMapper.shared().readTree(refused.body()).path("reason").asString())
        .isEqualTo("UNAVAILABLE");
  }

  private static String meters(CommandSideNode of) {
    return of.send(of.request("/actuator/prometheus").GET()).body();
  }

  @Test
  void isNoticedUnderRunningNodesAndNothingIsSoldOnTopOfIt() {
    assertThat(health(node)).isEqualTo(Status.UP);
    assertThat(meters(node)).containsPattern("(?m)^coupon_log_diverged\\S* 0\\.0$");

    loseTheLastEvents(10);

    await().atMost(LIMIT).until(() -> health(node).equals(Status.DOWN));
    assertThat(meters(node)).containsPattern("(?m)^coupon_log_diverged\\S* 1\\.0$");
    long head = head();
    refusesToSell(node);
    var pause = "/api/v1/campaigns/" + campaign + "/pause";
    assertThat(node.postAs("campaign-admin", pause, "").statusCode()).isEqualTo(503);
    assertThat(head()).isEqualTo(head);
  }

  @Test
  void isNoticedBeforeANodeIsReady() {
    node.close();
    loseTheLastEvents(10);

    node = CommandSideNode.start(environment);

    assertThat(health(node)).isEqualTo(Status.DOWN);
    refusesToSell(node);
  }

  @Test
  void isSoldOnOnceItHasItsEndAgain() {
    log.sql("CREATE TABLE kept AS SELECT * FROM domain_event_entry").update();
    long head = head();
    loseTheLastEvents(10);
    await().atMost(LIMIT).until(() -> health(node).equals(Status.DOWN));

    log.sql("INSERT IGNORE INTO domain_event_entry SELECT * FROM kept").update();
    log.sql("UPDATE log_position SET head = ?").param(head).update();

    await().atMost(LIMIT).until(() -> health(node).equals(Status.UP));
    await().atMost(LIMIT).until(() -> issue(node, "again").statusCode() == 201);
    await().atMost(LIMIT).until(() -> number("SELECT position FROM log_follower") == head());
  }
}
