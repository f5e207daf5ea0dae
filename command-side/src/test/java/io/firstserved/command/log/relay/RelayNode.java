package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.ShorterLog;
import io.firstserved.command.log.identity.StoredIncarnation;
import io.firstserved.command.log.tail.LogTail;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.database.BoundedTransactions;
import io.firstserved.kafka.KafkaProperties;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** One node's relay, wired as in production, with a short lease. */
final class RelayNode implements AutoCloseable {

  private final LogIdentity identity;
  private final ShorterLog shorterLog;
  private final LoopsForTests loop;

  RelayNode(LogDatabase database, String bootstrapServers, String topic, NewEvents newEvents) {
    var properties =
        properties(
            Map.of(
                "lease", "1500ms",
                "retry-pause", "100ms",
                "send-block", "200ms",
                "ack-limit", "5s"));
    var kafka = new KafkaProperties(bootstrapServers, topic, Map.of());
    identity = new LogIdentity(database.jdbc(), new TopicEnds(kafka, properties), Stream::empty);
    var source =
        new DriverManagerDataSource(
            database.getJdbcUrl(), database.getUsername(), database.getPassword());
    var jdbc = JdbcClient.create(source);
    shorterLog =
        new ShorterLog(
            identity,
            new TopicTail(kafka, properties, jdbc),
            jdbc,
            new BoundedTransactions(
                jdbc,
                new TransactionTemplate(new DataSourceTransactionManager(source)),
                Duration.ofSeconds(6)));
    var relay =
        new KafkaRelay(
            new EventTopic(kafka, properties),
            () -> new RelayProducer(kafka.client(), properties, new SimpleMeterRegistry()),
            identity,
            properties);
    loop = LoopsForTests.running(new LogTail(relay, properties.tail(), newEvents, database.jdbc()));
  }

  static RelayProperties properties(Map<String, String> changed) {
    var source = new MapConfigurationPropertySource();
    changed.forEach((name, value) -> source.put("first-served.relay." + name, value));
    return new Binder(source).bindOrCreate("first-served.relay", RelayProperties.class);
  }

  LogIdentity identity() {
    return identity;
  }

  /** Accepts the log as it is, from this index on, or where the node proposes if that is null. */
  StoredIncarnation accept(long head, @Nullable Long firstIndex) throws InterruptedException {
    assertThat(shorterLog.hasDiverged()).isTrue();
    return shorterLog.begin(new ShorterLog.Decision(head, firstIndex, "olga", "restored"));
  }

  /** How many turns of the relay have failed. */
  long failures() {
    return loop.state().failures();
  }

  @Override
  public void close() {
    loop.close();
  }
}
