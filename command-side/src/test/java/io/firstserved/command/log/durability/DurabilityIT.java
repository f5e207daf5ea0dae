package io.firstserved.command.log.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A whole node on a database of its own, whose settings are changed under it. */
class DurabilityIT {

  private MariaDb server;

  @BeforeEach
  void start() {
    server = TestServers.newMariaDb();
    server.execute("CREATE DATABASE log");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private CommandSideNode node(Map<String, Object> more) {
    var properties =
        new HashMap<>(
            CommandSideNode.environment(
                new TestDatabase("log", server.jdbcUrl("log"), "root", server.password())));
    properties.put("first-served.log.durability.interval", "100ms");
    properties.putAll(more);
    return CommandSideNode.start(properties);
  }

  private static HttpResponse<String> readiness(CommandSideNode node) {
    return node.send(node.request("/actuator/health/readiness").GET());
  }

  @Test
  void isNotReadyWhileACommitIsNotOnTheDisk() {
    try (var node = node(Map.of())) {
      await().until(() -> readiness(node).statusCode() == 200);

      server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
      await().until(() -> readiness(node).statusCode() == 503);

      server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 1");
      await().until(() -> readiness(node).statusCode() == 200);
    }
  }

  @Test
  void isReadyWhereAnOperatorHasAcceptedItByName() {
    server.execute("SET GLOBAL innodb_flush_log_at_trx_commit = 2");
    var accepted =
        Map.<String, Object>of(
            "first-served.log.durability.accepted", "innodb_flush_log_at_trx_commit");
    try (var node = node(accepted)) {
      var watch = node.bean(DurabilityWatch.class);
      await().until(() -> watch.seen() != null);

      assertThat(watch.seen().faults()).isEmpty();
      assertThat(watch.seen().accepted()).hasSize(1);
      assertThat(readiness(node).statusCode()).isEqualTo(200);
    }
  }
}
