package io.firstserved.command.log.relay;

import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.tail.LogTail;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.configuration.MovedKeys;
import io.firstserved.kafka.KafkaProperties;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Wires the relay. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RelayProperties.class, KafkaProperties.class})
class RelayConfiguration {

  /** Among the application's lifecycles: ends after the log has drained and the web server gone. */
  private static final int PHASE = 0;

  RelayConfiguration(Environment environment) {
    MovedKeys.require(environment, Map.of("first-served.relay.topic", "first-served.kafka.topic"));
  }

  @Bean
  TopicEnds topicEnds(KafkaProperties kafka, RelayProperties relay) {
    return new TopicEnds(kafka, relay);
  }

  @Bean
  TopicTail topicTail(KafkaProperties kafka, RelayProperties relay, JdbcClient jdbc) {
    return new TopicTail(kafka, relay, jdbc);
  }

  @Bean
  LoopLifecycle relayLifecycle(
      Loops loops,
      RelayProperties relay,
      KafkaProperties kafka,
      LogIdentity identity,
      NewEvents newEvents,
      JdbcClient jdbc,
      MeterRegistry registry) {
    var watch = new RelayWatch(jdbc, relay.watchInterval(), registry);
    var watching = loops.loop("relay-watch", LoopLimits.DEFAULT, watch);
    if (!relay.enabled()) {
      return new LoopLifecycle(PHASE, watching);
    }
    var follower =
        new KafkaRelay(
            new EventTopic(kafka, relay),
            () -> new RelayProducer(kafka.client(), relay, registry),
            identity,
            relay);
    var tail = new LogTail(follower, relay.tail(), newEvents, jdbc);
    var limits = LoopLimits.DEFAULT.staleAfter(relay.ackLimit().multipliedBy(2));
    return new LoopLifecycle(
        PHASE, watching, loops.loop("log-relay", limits.backoff(relay.retryPause()), tail));
  }
}
