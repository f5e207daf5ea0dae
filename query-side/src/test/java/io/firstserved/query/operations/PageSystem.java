package io.firstserved.query.operations;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.QueryNode;
import io.firstserved.query.audit.TopicOfLog;
import io.firstserved.servers.Ports;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/** A query node on real servers, with a shop and a stub of the command side behind it. */
final class PageSystem implements AutoCloseable {

  final Shop shop;
  final StubCommandSide commandSide;
  final TestDatabase readModels = TestServers.mysql().freshDatabase("query");
  private final Map<String, String> settings;
  QueryNode node;

  private PageSystem(Map<String, String> more) {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("page", TopicFormat.PARTITIONS);
    shop = new Shop(new TopicOfLog(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS));
    commandSide = new StubCommandSide(shop);
    settings = new HashMap<>(QueryNode.settings(readModels, kafka.bootstrapServers(), topic));
    settings.put("server.port", Integer.toString(Ports.free()));
    settings.put("first-served.log-database.url", shop.database.database.jdbcUrl());
    settings.put("first-served.page.command-url", commandSide.url());
    settings.put("first-served.replay.interval", "50ms");
    // Small, so that a rebuild takes long enough to be seen.
    settings.put("first-served.replay.batch-size", "5");
    settings.put("first-served.audit.heartbeat", "200ms");
    settings.putAll(more);
    node = QueryNode.start(settings);
  }

  static PageSystem start(Map<String, String> more) {
    return new PageSystem(more);
  }

  String url() {
    return "http://127.0.0.1:" + node.port() + "/";
  }

  void stopNode() {
    node.close();
  }

  void startNode() {
    node = QueryNode.start(settings);
  }

  void execute(String sql) {
    try (var connection =
            DriverManager.getConnection(
                readModels.jdbcUrl(), readModels.username(), readModels.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    node.close();
    commandSide.close();
    shop.close();
  }
}
