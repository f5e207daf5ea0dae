package io.firstserved.query.faults;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.ChildNode;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.ReadModelDump;
import io.firstserved.servers.EmbeddedServer;
import io.firstserved.servers.Kafka;
import io.firstserved.servers.MariaDb;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A node that is told to end while one of its servers stands still. */
class StartAndShutdownIT {

  /** What an orchestrator grants before it kills; 30 s is the usual default. */
  private static final Duration END_LIMIT = Duration.ofSeconds(30);

  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration STANDING_FOR = Duration.ofSeconds(2);
  private static final int COUPONS = 200;

  private static MariaDb database;
  private static Kafka kafka;

  enum Standing {
    DATABASE(() -> database),
    KAFKA(() -> kafka.brokers().getFirst());

    private final Supplier<EmbeddedServer> server;

    Standing(Supplier<EmbeddedServer> server) {
      this.server = server;
    }
  }

  @BeforeAll
  static void start() {
    database = TestServers.newMariaDb();
    kafka = TestServers.newKafka();
  }

  @AfterAll
  static void stop() {
    database.close();
    kafka.close();
  }

  @ParameterizedTest
  @EnumSource
  void endsWithinItsLimit(Standing standing) {
    var name = "ends_" + standing.name().toLowerCase(Locale.ROOT);
    database.execute("CREATE DATABASE " + name);
    var readModels = new TestDatabase(name, database.jdbcUrl(name), "root", database.password());
    kafka.createTopic(name, TopicFormat.PARTITIONS);
    var settings = QueryNode.settings(readModels, kafka.bootstrapServers(), name);
    try (var log = new LogOnTopic(kafka.bootstrapServers(), name, TopicFormat.PARTITIONS);
        var node = ChildNode.start(settings)) {
      log.record(created("ends", null));
      log.record(issues("ends", 1, COUPONS));
      await().atMost(LIMIT).ignoreExceptions().until(() -> coupons(readModels) == COUPONS);
      var server = standing.server.get();
      server.pause();
      await().pollDelay(STANDING_FOR).until(() -> true);

      var took = node.terminate(END_LIMIT);

      server.resume();
      assertThat(took).as(standing + ": ended").isPresent();
    }
  }

  private static long coupons(TestDatabase readModels) {
    return ReadModelDump.count(readModels, "SELECT COUNT(*) FROM coupon");
  }
}
