package io.firstserved.command.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.command.CommandSideApplication;
import io.firstserved.command.CommandSideNode;
import io.firstserved.servers.EmbeddedServer;
import io.firstserved.servers.Kafka;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that starts, or is told to end, while one of its servers stands still. */
class StartAndShutdownIT {

  /** What an orchestrator grants before it kills; 30 s is the usual default. */
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  /** A start of Java and Spring on a busy machine, and one attempt at a connection. */
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private static final Duration STANDING_FOR = Duration.ofSeconds(2);
  private static final int UNDER_WAY = 50;
  private static final Pattern NOTHING_WAITS =
      Pattern.compile("^coupon_relay_lag_events\\S* 0\\.0$", Pattern.MULTILINE);
  private static final Pattern EMPTY_LOG =
      Pattern.compile("^coupon_log_head\\S* 0\\.0$", Pattern.MULTILINE);

  private static MariaDb database;
  private static Redis redis;
  private static Kafka kafka;

  enum Standing {
    DATABASE(() -> database),
    REDIS(() -> redis),
    KAFKA(() -> kafka.brokers().getFirst());

    private final Supplier<EmbeddedServer> server;

    Standing(Supplier<EmbeddedServer> server) {
      this.server = server;
    }
  }

  @BeforeAll
  static void start() {
    database = TestServers.newMariaDb();
    database.execute("CREATE DATABASE log");
    redis = TestServers.newRedis();
    kafka = TestServers.newKafka();
  }

  @AfterAll
  static void stop() {
    database.close();
    redis.close();
    kafka.close();
  }

  private static Map<String, Object> properties() {
    var log = new TestDatabase("log", database.jdbcUrl("log"), "root", database.password());
    var properties = CommandSideNode.environment(log, redis.port(), kafka.bootstrapServers());
    properties.remove("server.port");
    return properties;
  }

  @ParameterizedTest
  @EnumSource
  void endsWithinItsLimit(Standing standing) {
    var campaign = "c-" + standing.name().toLowerCase(Locale.ROOT);
    var output = Path.of("target", "shutdown-" + campaign + "-node.log");
    try (var node = new NodeProcess(CommandSideApplication.class, properties(), output).ready();
        var buyers = new Buyers(List.of(node), campaign, 1);
        var http = HttpClient.newHttpClient()) {
      buyers.call(
          "campaign-admin",
          "POST",
          "/api/v1/campaigns",
          "{\"campaignId\": \"%s\", \"name\": \"ends\", \"quota\": 1000}".formatted(campaign));
      buyers.buy(10);
      await().atMost(END_LIMIT).until(() -> relayed(http, node));
      var server = standing.server.get();
      server.pause();
      for (int buyer = 0; buyer < UNDER_WAY; buyer++) {
        http.sendAsync(issue(node, campaign, buyer), BodyHandlers.discarding());
      }
      await().pollDelay(STANDING_FOR).until(() -> true);

      var took = node.terminate(END_LIMIT);

      server.resume();
      assertThat(took).as(standing + ": ended").isPresent();
      http.shutdownNow();
    }
  }

  /** Without its log a node is none: whoever started it is told, and may start it again. */
  @Test
  void givesUpItsStartWithoutItsDatabase() {
    database.pause();
    try (var node = starting("database")) {
      assertThat(node.ended(START_LIMIT)).isPresent();
    } finally {
      database.resume();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"REDIS", "KAFKA"})
  void startsWithout(Standing standing) {
    var server = standing.server.get();
    server.pause();
    try (var node = starting(standing.name())) {
      node.ready();
    } finally {
      server.resume();
    }
  }

  private static NodeProcess starting(String without) {
    var output = Path.of("target", "start-without-" + without + "-node.log");
    return new NodeProcess(CommandSideApplication.class, properties(), output);
  }

  /** Every connection of the node is in use: what was bought is in the topic. */
  private static boolean relayed(HttpClient http, NodeProcess node) throws Exception {
    var request = HttpRequest.newBuilder(node.uri("/actuator/prometheus")).build();
    var meters = http.send(request, BodyHandlers.ofString()).body();
    return NOTHING_WAITS.matcher(meters).find() && !EMPTY_LOG.matcher(meters).find();
  }

  private static HttpRequest issue(NodeProcess node, String campaign, int buyer) {
    return HttpRequest.newBuilder(node.uri("/api/v1/campaigns/" + campaign + "/coupons"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"userId\": \"late-%d\"}".formatted(buyer)))
        .build();
  }
}
