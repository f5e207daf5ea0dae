package io.firstserved.query.platform;

import io.firstserved.api.event.TopicFormat;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the events are.
 *
 * @param bootstrapServers Kafka brokers to begin with, {@code host:port} separated by commas
 * @param topic the topic the relay writes to
 */
@ConfigurationProperties("first-served.kafka")
public record EventTopicProperties(
    @DefaultValue("localhost:29092") String bootstrapServers,
    @DefaultValue(TopicFormat.TOPIC) String topic) {

  /**
   * Checks both.
   *
   * @throws IllegalArgumentException if one is blank
   */
  public EventTopicProperties {
    if (bootstrapServers.isBlank() || topic.isBlank()) {
      throw new IllegalArgumentException(
          "first-served.kafka.bootstrap-servers and .topic must not be blank");
    }
  }
}
