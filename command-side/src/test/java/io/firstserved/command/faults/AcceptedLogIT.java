package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.TestServers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two whole nodes whose log is restored to a backup, and an operator who accepts that. */
class AcceptedLogIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PATH = "/api/v1/log/incarnations";

  private final String campaign = "accepted-" + UUID.randomUUID().toString().substring(0, 8);
  private final ConcurrentLinkedQueue<String> buyers = new ConcurrentLinkedQueue<>();
  private final AtomicInteger names = new AtomicInteger();

  private LogBackup backup;
  private CommandSideNode one;
  private CommandSideNode two;

  @BeforeEach
  void startTwoNodes() {
    var database = TestServers.mysql().freshDatabase("accepted");
    var environment = CommandSideNode.environment(database);
    one = CommandSideNode.start(environment);
    two = CommandSideNode.start(environment);
    backup = new LogBackup(database);
    admin("/api/v1/campaigns", "{\"campaignId\":\"%s\",\"name\":\"a\",\"quota\":100000}");
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
  }

  private void admin(String path, String body) {
    var answer = one.postAs("campaign-admin", path, body.formatted(campaign));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }

  private long number(String sql) {
    return backup.jdbc().sql(sql).query(Long.class).single();
  }

  private long head() {
    return number("SELECT head FROM log_position");
  }

  private void awaitRelayed() {
    await().atMost(LIMIT).until(() -> number("SELECT position FROM log_follower") == head());
  }

  private void buy(CommandSideNode from) {
    var buyer = "buyer-" + names.incrementAndGet();
    if (from.issue(campaign, buyer).statusCode() == 201) {
      buyers.add(buyer);
    }
  }

  /** Sells on both nodes while something else is done, and a little before and after. */
  private void sellingDuring(Runnable other) throws InterruptedException {
    var on = new AtomicBoolean(true);
    var crowd = new ArrayList<Thread>();
    for (int n = 0; n < 8; n++) {
      var from = n % 2 == 0 ? one : two;
      crowd.add(
          Thread.startVirtualThread(
              () -> {
                while (on.get()) {
                  buy(from);
                }
              }));
    }
    var before = buyers.size();
    await().atMost(LIMIT).until(() -> buyers.size() >= before + 50);
    other.run();
    var after = buyers.size();
    await().atMost(LIMIT).until(() -> buyers.size() >= after + 50);
    on.set(false);
    for (var buyer : crowd) {
      buyer.join();
    }
  }

  /** Takes a backup under load, sells and administers on, and puts the backup back. */
  private void loseTheEnd() throws InterruptedException {
    sellingDuring(backup::take);
    admin("/api/v1/campaigns/" + campaign + "/pause", "");
    admin("/api/v1/campaigns/" + campaign + "/resume", "");
    admin("/api/v1/campaigns/" + campaign + "/pause", "");
    awaitRelayed();
    backup.putBack();
    for (var node : List.of(one, two)) {
      await().atMost(LIMIT).until(() -> health(node).equals(Status.DOWN));
    }
  }

  private static Status health(CommandSideNode of) {
    return of.bean("logHealthIndicator", HealthIndicator.class).health().getStatus();
  }

  private HttpResponse<String> accept(CommandSideNode at, String body) {
    return at.postAs("operator", PATH, body);
  }

  private static String wanted(long head, String more) {
    return "{\"head\": %d, %s \"reason\": \"restored\"}".formatted(head, more);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private static void refused(HttpResponse<String> answer, String reason) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(json(answer).path("reason").asString()).isEqualTo(reason);
  }

  private long issued(String buyer) {
    return backup
        .jdbc()
        .sql(
            "SELECT COUNT(*) FROM domain_event_entry WHERE payload_type = 'coupon-issued' AND"
                + " payload LIKE :buyer")
        .param("buyer", "%\"" + buyer + "\"%")
        .query(Long.class)
        .single();
  }

  @Test
  void sellsOnInAnotherIncarnationOnceItIsAccepted() throws Exception {
    loseTheEnd();
    var kept = buyers.stream().filter(buyer -> issued(buyer) == 1).toList();
    var lost = buyers.stream().filter(buyer -> issued(buyer) == 0).toList();
    assertThat(kept).isNotEmpty();
    assertThat(lost).isNotEmpty();
    long head = head();
    assertThat(one.issue(campaign, lost.getFirst()).statusCode()).isNotEqualTo(201);
    var seen = json(one.send(one.request(PATH, "Authorization", "Bearer " + auditor()).GET()));
    assertThat(seen.path("head").asLong()).isEqualTo(head);
    assertThat(seen.path("divergence").asString()).contains("lost its end");
    long firstIndex = seen.path("firstIndex").asLong();
    assertThat(firstIndex).isLessThanOrEqualTo(head + 1);

    refused(accept(one, wanted(head - 1, "")), "LOG_MOVED");
    refused(
        accept(one, wanted(head, "\"firstIndex\": %d,".formatted(firstIndex + 1))),
        "FIRST_INDEX_REFUSED");
    assertThat(one.postAs("campaign-admin", PATH, wanted(head, "")).statusCode()).isEqualTo(403);
    assertThat(accept(one, "{\"head\": %d}".formatted(head)).statusCode()).isEqualTo(400);
    assertThat(head()).isEqualTo(head);

    var accepted = accept(one, wanted(head, ""));

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    assertThat(json(accepted).path("incarnation").asLong()).isEqualTo(1);
    assertThat(json(accepted).path("firstIndex").asLong()).isEqualTo(firstIndex);
    assertThat(json(accepted).path("begunBy").asString()).isEqualTo("test-operator");
    long recordedAt = json(accepted).path("recordedAt").asLong();
    assertThat(recordedAt).isEqualTo(head + 1);
    assertThat(accepted.headers().firstValue("X-Log-Index")).hasValue("0.1." + recordedAt);
    refused(accept(two, wanted(head, "")), "LOG_NOT_DIVERGED");

    for (var node : List.of(one, two)) {
      await().atMost(LIMIT).until(() -> health(node).equals(Status.UP));
    }
    // The pause was of the life that is void, and so was what made the others holders.
    for (int n = 0; n < 20; n++) {
      var node = n % 2 == 0 ? two : one;
      var again = node.issue(campaign, lost.get(n));
      assertThat(again.statusCode()).as(again.body()).isEqualTo(201);
      assertThat(again.headers().firstValue("X-Log-Index").orElseThrow()).startsWith("0.1.");
      assertThat(json(node.issue(campaign, kept.get(n))).path("reason").asString())
          .isEqualTo("ALREADY_ISSUED");
    }
    awaitRelayed();
    assertThat(health(one)).isEqualTo(Status.UP);
    assertThat(number("SELECT COUNT(*) FROM domain_event_entry")).isEqualTo(head());
    sellingDuring(() -> {});
    awaitRelayed();
  }

  private static String auditor() {
    return CommandSideNode.token("auditor");
  }

  @Test
  void recordsTheDecisionIfTheNodeThatBeganItDied() throws Exception {
    buy(one);
    awaitRelayed();
    refused(accept(one, wanted(head(), "")), "LOG_NOT_DIVERGED");
    backup
        .jdbc()
        .sql(
            "INSERT INTO log_incarnation VALUES (0, 1, :first, :before, UTC_TIMESTAMP(3), 'olga', 'died')")
        .param("first", head() + 1)
        .param("before", "0123456789abcdef")
        .update();
    long head = head();

    var recorded = accept(two, wanted(head, ""));

    assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
    assertThat(json(recorded).path("recordedAt").asLong()).isEqualTo(head + 1);
    assertThat(
            backup
                .jdbc()
                .sql("SELECT payload FROM domain_event_entry WHERE aggregate_identifier = 'log:0'")
                .query(String.class)
                .list())
        .containsExactly(
            ("{\"log\":0,\"incarnation\":1,\"firstIndex\":%d,"
                    + "\"previousFingerprint\":\"0123456789abcdef\",\"by\":\"olga\","
                    + "\"reason\":\"died\"}")
                .formatted(head + 1));
    refused(accept(one, wanted(head + 1, "")), "LOG_NOT_DIVERGED");
  }

  @Test
  void isAcceptedAlthoughTheRelayStoredItsPositionAfterTheEndWasLost() throws Exception {
    sellingDuring(backup::take);
    awaitRelayed();
    long relayed = head();
    backup.putBack();
    backup.jdbc().sql("UPDATE log_follower SET position = ?").param(relayed).update();
    for (var node : List.of(one, two)) {
      await().atMost(LIMIT).until(() -> health(node).equals(Status.DOWN));
    }
    long head = head();
    assertThat(relayed).isGreaterThan(head);

    var accepted = accept(one, wanted(head, ""));

    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(201);
    assertThat(json(accepted).path("firstIndex").asLong()).isLessThanOrEqualTo(head + 1);
    for (var node : List.of(one, two)) {
      await().atMost(LIMIT).until(() -> health(node).equals(Status.UP));
    }
    sellingDuring(() -> {});
    awaitRelayed();
    assertThat(health(one)).isEqualTo(Status.UP);
  }

  @Test
  void isNotAcceptedWhileItsTablesContradictEachOther() throws Exception {
    buy(one);
    awaitRelayed();
    backup.jdbc().sql("UPDATE log_position SET head = head + 1").update();

    refused(accept(one, wanted(head(), "")), "LOG_INCONSISTENT");
    assertThat(number("SELECT COUNT(*) FROM log_incarnation")).isEqualTo(1);
  }
}
