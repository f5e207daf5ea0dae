package io.firstserved.command.faults;

import io.firstserved.command.CommandSideApplication;
import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.RedisSentinelCluster;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two nodes, the clock of the second an hour ahead, over one log and a Redis with three replicas
 * and three sentinels.
 */
final class FaultSystem implements AutoCloseable {

  private final RedisSentinelCluster redis = TestServers.newRedisSentinelCluster();
  private final TestDatabase database = TestServers.mysql().freshDatabase("faults");
  private final NodeProcess first;
  private final NodeProcess second;

  private FaultSystem() {
    var properties = properties();
    first = new NodeProcess(CommandSideApplication.class, properties, output("first"));
    first.ready();
    second = new NodeProcess(SkewedNode.class, properties, output("second"));
    second.ready();
  }

  static FaultSystem start() {
    return new FaultSystem();
  }

  private static Path output(String node) {
    return Path.of("target", "faults-" + node + "-node.log");
  }

  private Map<String, Object> properties() {
    var properties = new HashMap<>(CommandSideNode.environment(database));
    properties.remove("server.port");
    properties.remove("spring.data.redis.host");
    properties.remove("spring.data.redis.port");
    properties.put("spring.data.redis.sentinel.master", redis.masterName());
    properties.put("spring.data.redis.sentinel.nodes", redis.sentinelAddresses());
    return properties;
  }

  /** How long a paused master stands still. */
  Duration pause() {
    return Duration.ofSeconds(Integer.getInteger("first-served.faults.pause-seconds", 2));
  }

  RedisSentinelCluster redis() {
    return redis;
  }

  NodeProcess first() {
    return first;
  }

  NodeProcess second() {
    return second;
  }

  /** What the log has of a campaign, read past the application. */
  List<JsonNode> issues(String campaign) {
    var issues = new ArrayList<JsonNode>();
    try (var connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        var statement =
            connection.prepareStatement(
                "SELECT payload FROM domain_event_entry WHERE payload_type = 'coupon-issued'"
                    + " AND event_identifier LIKE ?")) {
      statement.setString(1, campaign + "#%");
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          issues.add(JsonMapper.shared().readTree(rows.getBytes(1)));
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return issues;
  }

  @Override
  public void close() {
    first.close();
    second.close();
    redis.close();
  }
}
