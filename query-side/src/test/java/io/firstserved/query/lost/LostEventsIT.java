package io.firstserved.query.lost;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.redeemed;
import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.LogTable;
import io.firstserved.query.QueryNode;
import io.firstserved.query.Tokens;
import io.firstserved.servers.TestServers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A log lost its end, and the operator has accepted that: who was promised something? */
class LostEventsIT {

  private static final String OPERATOR = Tokens.of("olga", "operator");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int KEPT = 3;

  private static LogOnTopic log;
  private static LogTable table;
  private static QueryNode node;

  @BeforeAll
  static void loseTheEnd() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("lost", TopicFormat.PARTITIONS);
    table = LogTable.create(TestServers.mysql().freshDatabase("log"));
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    var settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), topic);
    settings.put("first-served.log-database.url", table.database().jdbcUrl());
    settings.put("first-served.lost.progress", "10ms");
    node = QueryNode.start(settings);
    var kept = List.of(record(created("sale", 10L)), record(issued("sale", 1)), record(bob(2)));
    var lost = new ArrayList<LogOnTopic.Sealed>();
    lost.add(record(issued("sale", "ann", 3, NOON)));
    lost.add(record(issued("sale", "carl", 4, NOON)));
    lost.add(record(redeemed(bob(2), "order-7", NOON)));
    lost.add(record(issued("sale", "dora", 5, NOON)));
    lost.forEach(log::send);
    log.flush();
    lost.forEach(event -> table.lose(event.index()));
    log.loseAllAfter(kept);
    table.beginIncarnation(1, KEPT + 1);
    log.beginIncarnation(1);
    // Serial 3 is somebody else's now, carl has another one, and dora has hers again.
    record(issued("sale", "eve", 3, NOON));
    record(issued("sale", "dora", 5, NOON));
    record(issued("sale", "carl", 6, NOON));
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  private static CouponIssued bob(long serial) {
    return issued("sale", "bob", serial, NOON);
  }

  /** An issue's identity is its serial, as the command side derives it. */
  private static LogOnTopic.Sealed record(Object event) {
    var sealed = log.seal(event);
    table.record(sealed);
    log.send(sealed);
    log.flush();
    return sealed;
  }

  private static List<JsonNode> lines(String query) {
    var answer = node.send("GET", "/api/v1/log/lost" + query, OPERATOR, null);
    assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
    assertThat(answer.raw().headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/x-ndjson");
    return answer.raw().body().lines().map(JSON::readTree).toList();
  }

  private static List<JsonNode> of(String kind, List<JsonNode> lines) {
    return lines.stream().filter(line -> line.path("line").asString().equals(kind)).toList();
  }

  @Test
  void namesWhoLostWhat() {
    var lines = lines("");

    var lost = of("LOST", lines);
    assertThat(lost).extracting(line -> line.path("index").asLong()).containsOnly(4L, 5L, 6L);
    assertThat(lost).hasSize(3);
    var ann = at(lost, 4);
    assertThat(ann.path("userId").asString()).isEqualTo("ann");
    assertThat(ann.path("campaignId").asString()).isEqualTo("sale");
    assertThat(ann.path("serial").asLong()).isEqualTo(3);
    assertThat(ann.has("serialNow")).isFalse();
    assertThat(ann.path("incarnation").asLong()).isZero();
    assertThat(ann.path("type").asString()).isEqualTo("coupon-issued");
    assertThat(at(lost, 5).path("userId").asString()).isEqualTo("carl");
    assertThat(at(lost, 5).path("serialNow").asLong()).isEqualTo(6);
    assertThat(at(lost, 6).path("orderId").asString()).isEqualTo("order-7");
    var end = lines.getLast();
    assertThat(end.path("line").asString()).isEqualTo("END");
    assertThat(end.path("complete").asBoolean()).isTrue();
    assertThat(end.path("lost").asLong()).isEqualTo(3);
    assertThat(end.path("voided").asLong()).as("each was sent twice").isEqualTo(8);
    assertThat(lines("?incarnation=1").getLast()).isEqualTo(end);
  }

  private static JsonNode at(List<JsonNode> lost, long index) {
    return lost.stream()
        .filter(line -> line.path("index").asLong() == index)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isForOperatorsOnly() {
    var path = "/api/v1/log/lost";
    assertThat(node.send("GET", path, null, null).status()).isEqualTo(401);
    assertThat(node.send("GET", path, Tokens.of("ann", "auditor"), null).status()).isEqualTo(403);
  }

  @Test
  void knowsNoOtherIncarnation() {
    var path = "/api/v1/log/lost?incarnation=";
    assertThat(node.send("GET", path + 2, OPERATOR, null).status()).isEqualTo(404);
    assertThat(node.send("GET", path + 0, OPERATOR, null).status()).isEqualTo(400);
  }
}
