package io.firstserved.kafka;

import io.firstserved.api.event.TopicFormat;
import jakarta.validation.constraints.NotBlank;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach Kafka and the event topic.
 *
 * @param bootstrapServers brokers to start from, {@code host:port} with commas between
 * @param topic name of the event topic
 * @param properties further settings of every Kafka client, such as its security; what a client
 *     needs for its promises is set after them. In the environment {@code security.protocol} is
 *     {@code FIRSTSERVED_KAFKA_PROPERTIES_SECURITY_PROTOCOL}
 */
@Validated
@ConfigurationProperties("first-served.kafka")
public record KafkaProperties(
    @DefaultValue("127.0.0.1:29092") @NotBlank String bootstrapServers,
    @DefaultValue(TopicFormat.TOPIC) @NotBlank String topic,
    @DefaultValue Map<String, String> properties) {

  private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

  /** What every client begins with, to be added to: a copy on each call. */
  public Map<String, Object> client() {
    var client = new HashMap<String, Object>(properties);
    client.put(BOOTSTRAP_SERVERS, bootstrapServers);
    return client;
  }
}
