package io.firstserved.benchmarks;

import io.firstserved.servers.TestServers;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How fast the relay carries a log that is there already to Kafka.
 *
 * @param events how many it carried
 * @param eventsPerSecond at which rate, from its start to the last stored position
 */
record RelayMeasurement(long events, double eventsPerSecond) {

  private static final String POSITION =
      "SELECT COALESCE(MAX(position), 0) FROM log_follower WHERE name = 'relay'";

  /** Relays the last so many events of the log to a new topic. */
  static RelayMeasurement of(BenchmarkDatabase database, long events) throws InterruptedException {
    var jdbc = database.jdbc();
    long head = jdbc.sql("SELECT head FROM log_position").query(Long.class).single();
    long from = Math.max(0, head - events);
    startAt(jdbc, from);
    var relay =
        Map.<String, Object>of(
            "first-served.kafka.bootstrap-servers",
            TestServers.kafka().bootstrapServers(),
            "first-served.kafka.topic",
            "benchmark-" + UUID.randomUUID());
    try (var node = new GroupCommitEngine(database, relay)) {
      // The first position is stored when topic, producer and code are warm: count from there.
      long first = awaitAfter(jdbc, from);
      long start = System.nanoTime();
      awaitAfter(jdbc, head - 1);
      double seconds = (System.nanoTime() - start) / 1e9;
      return new RelayMeasurement(head - first, (head - first) / seconds);
    }
  }

  private static void startAt(JdbcClient jdbc, long position) {
    jdbc.sql(
            "REPLACE INTO log_follower (name, position, memo, owner, fence, lease_until)"
                + " VALUES ('relay', ?, '', NULL, 0, UTC_TIMESTAMP(3))")
        .param(position)
        .update();
  }

  private static long awaitAfter(JdbcClient jdbc, long index) throws InterruptedException {
    while (true) {
      long position = jdbc.sql(POSITION).query(Long.class).single();
      if (position > index) {
        return position;
      }
      Thread.sleep(5);
    }
  }
}
