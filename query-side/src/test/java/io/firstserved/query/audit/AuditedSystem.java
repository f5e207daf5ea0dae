package io.firstserved.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.LogRow;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.query.QueryNode;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A log, its seals, its topic and a node of the query side, on real servers. */
public final class AuditedSystem implements AutoCloseable {

  public final LogDatabase log = new LogDatabase();
  public final QueryNode node;
  private final TopicOfLog topic;
  private final Map<String, String> settings;

  private AuditedSystem(Map<String, String> extra) {
    var kafka = TestServers.kafka();
    var name = kafka.freshTopic("audit", TopicFormat.PARTITIONS);
    topic = new TopicOfLog(kafka.bootstrapServers(), name, TopicFormat.PARTITIONS);
    settings =
        QueryNode.settings(
            TestServers.mysql().freshDatabase("query"), kafka.bootstrapServers(), name);
    settings.put("first-served.log-database.url", log.database.jdbcUrl());
    settings.putAll(extra);
    node = QueryNode.start(settings);
  }

  /** Another node of the same system. */
  public QueryNode anotherNode() {
    return QueryNode.start(settings);
  }

  /** Started, quiet, and with these rows in all its parts. */
  public static AuditedSystem with(List<LogRow> rows) {
    return with(rows, Map.of());
  }

  /** The same, with settings of its own. */
  public static AuditedSystem with(List<LogRow> rows, Map<String, String> settings) {
    var system = new AuditedSystem(settings);
    system.append(rows);
    system.seal(rows);
    system.relay(rows);
    system.awaitProjected(rows.size());
    return system;
  }

  public void append(List<LogRow> rows) {
    log.append(rows);
  }

  public void seal(List<LogRow> rows) {
    log.seal(rows);
  }

  /** Sends rows to the topic, some of them twice, and takes note of it. */
  public void relay(List<LogRow> rows) {
    topic.send(rows);
    topic.send(rows.subList(Math.max(0, rows.size() - 20), rows.size()));
    log.relayed(rows.getLast().index());
  }

  /** The log comes back without what is after these rows, and the operator accepts that. */
  public void accept(List<LogRow> kept, LogIncarnationBegun begun) {
    log.restoreTo(kept.getLast().index());
    log.beginIncarnation(begun);
    topic.beginIncarnation(kept);
  }

  public void awaitProjected(long events) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(node.get("/api/v1/projections").body().path("items"))
                    .hasSize(3)
                    .allSatisfy(
                        projection ->
                            assertThat(projection.path("events").asLong()).isEqualTo(events)));
  }

  @Override
  public void close() {
    node.close();
    topic.close();
  }
}
