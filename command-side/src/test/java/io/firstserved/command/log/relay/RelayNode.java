package io.firstserved.command.log.relay;

import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tail.LogTail;
import io.firstserved.command.log.tail.NewEvents;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** One node's relay, wired as in production, with a short lease. */
final class RelayNode implements AutoCloseable {

  private final LogIdentity identity;
  private final LoopsForTests loop;

  RelayNode(LogDatabase database, String bootstrapServers, String topic, NewEvents newEvents) {
    var properties =
        properties(
            Map.of(
                "topic", topic,
                "lease", "1500ms",
                "retry-pause", "100ms",
                "send-block", "200ms",
                "ack-limit", "5s"));
    var client = RelayConfiguration.client(new KafkaProperties(bootstrapServers, Map.of()));
    identity = new LogIdentity(database.jdbc(), new TopicEnds(client, properties));
    var relay =
        new KafkaRelay(
            new EventTopic(client, properties),
            () -> new RelayProducer(client, properties, new SimpleMeterRegistry()),
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

  /** How many turns of the relay have failed. */
  long failures() {
    return loop.state().failures();
  }

  @Override
  public void close() {
    loop.close();
  }
}
