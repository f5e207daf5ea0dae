package io.firstserved.query;

import static io.firstserved.query.Events.NOON;
import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static io.firstserved.query.Events.redeemed;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.lag.LagBoard;
import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How fast events are projected and projections rebuilt, on this machine with everything on it. Not
 * part of the build: docs/reference/benchmarks-projection.md says how to run it.
 */
@TestMethodOrder(MethodOrderer.MethodName.class)
class ProjectionBenchmark {

  /** Events on the topic; a tenth of them redemptions. */
  private static final int EVENTS = Integer.getInteger("benchmark.events", 200_000);

  /** Paced load, events per second, and for how long. */
  private static final int PACE = Integer.getInteger("benchmark.pace", 300);

  private static final Duration PACED =
      Duration.ofSeconds(Integer.getInteger("benchmark.seconds", 30));

  /** A node just started compiles its code; its figures are shown apart. */
  private static final Duration WARM_UP = Duration.ofSeconds(10);

  private static final Duration LIMIT = Duration.ofMinutes(20);
  private static final Path REPORT = Path.of("target", "benchmarks", "projection.md");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aProjectsAndRebuildsABacklogIn256MegabytesOfHeap() throws Exception {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("benchmark", TopicFormat.PARTITIONS);
    fill(kafka.bootstrapServers(), topic);
    var readModels = TestServers.mysqlForBenchmarks().freshDatabase("benchmark");
    var settings = QueryNode.settings(readModels, kafka.bootstrapServers(), topic);
    var port = freePort();
    settings.put("server.port", Integer.toString(port));
    try (var node = ChildNode.start(settings)) {
      await().atMost(LIMIT).ignoreExceptions().until(() -> projected(port) > 0);
      var before = projected(port);
      var start = System.nanoTime();
      await()
          .atMost(LIMIT)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> projected(port) == EVENTS);
      report("projected, backlog, all three projections", EVENTS - before, start, port);
      for (var projection : List.of("coupons", "campaigns", "timeline")) {
        var path = "/api/v1/projections/" + projection + "/replay";
        start = System.nanoTime();
        send(port, "POST", path, Tokens.of("bench", "operator"));
        await()
            .atMost(LIMIT)
            .pollInterval(Duration.ofMillis(50))
            .until(() -> !send(port, "GET", path, null).path("finishedAt").isNull());
        report("rebuilt `" + projection + "`", EVENTS, start, port);
      }
    }
  }

  private static void fill(String bootstrapServers, String topic) {
    try (var log = new LogOnTopic(bootstrapServers, topic, TopicFormat.PARTITIONS)) {
      log.record(created("benchmark", null));
      while (log.head() < EVENTS) {
        var coupon = issued("benchmark", "user-" + log.head(), log.head(), at(log.head()));
        log.send(log.seal(coupon));
        if (coupon.serial() % 10 == 0 && log.head() < EVENTS) {
          log.send(log.seal(redeemed(coupon, "order-" + coupon.serial(), NOON)));
        }
        if (log.head() % 10_000 == 0) {
          log.flush();
        }
      }
      log.flush();
    }
  }

  /** About 2,000 issues a second, so that the timeline has rows as under load. */
  private static Instant at(long index) {
    return NOON.plusNanos(index * 500_000);
  }

  private long projected(int port) {
    return send(port, "GET", "/api/v1/projections/coupons", null).path("events").asLong();
  }

  private JsonNode send(int port, String method, String path, String token) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return JSON.readTree(http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void report(String what, long events, long start, int port) {
    var seconds = (System.nanoTime() - start) / 1e9;
    line("| %s | %,d | %.1f s | %,.0f/s |".formatted(what, events, seconds, events / seconds));
  }

  @Test
  void bIsFreshAtAPacedRate() throws Exception {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("paced", TopicFormat.PARTITIONS);
    var table = LogTable.create(TestServers.mysqlForBenchmarks().freshDatabase("log"));
    var settings =
        QueryNode.settings(
            TestServers.mysqlForBenchmarks().freshDatabase("query"),
            kafka.bootstrapServers(),
            topic);
    settings.put("first-served.log-database.url", table.database().jdbcUrl());
    settings.put("first-served.lag.interval", "20ms");
    try (var log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
        var node = QueryNode.start(settings);
        var recorder = table.recorder()) {
      var lag = node.bean(LagBoard.class);
      var ages = new ArrayList<Long>();
      var start = System.nanoTime();
      var serial = 0L;
      while (System.nanoTime() - start < PACED.toNanos()) {
        var coupon = issued("paced", ++serial);
        var sealed = log.seal(coupon);
        // A topic that is ahead of the log is no lag, but a fault.
        recorder.record(sealed);
        log.send(sealed);
        ages.add(lag.projectionLag("coupons").toMillis());
        LockSupport.parkNanos(start + serial * 1_000_000_000L / PACE - System.nanoTime());
      }
      var cold = Math.min(ages.size(), PACE * (int) WARM_UP.toSeconds());
      lineOfAges("cold, its first %d s".formatted(WARM_UP.toSeconds()), ages.subList(0, cold));
      lineOfAges("afterwards", ages.subList(cold, ages.size()));
    }
  }

  private static void lineOfAges(String when, List<Long> ages) {
    if (ages.isEmpty()) {
      return; // a slow machine, or a short run, has not come so far
    }
    var sorted = ages.stream().sorted().toList();
    line(
        "| age of the oldest unprojected event at %d/s, %s | %,d looks | p50 %d ms | p99 %d ms |"
            .formatted(
                PACE,
                when,
                sorted.size(),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100)));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void line(String row) {
    try {
      Files.createDirectories(REPORT.getParent());
      Files.writeString(
          REPORT,
          row + "\n",
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    System.out.printf(Locale.ROOT, "%s%n", row);
  }
}
