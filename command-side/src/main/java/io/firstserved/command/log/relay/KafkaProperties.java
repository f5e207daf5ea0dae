package io.firstserved.command.log.relay;

import jakarta.validation.constraints.NotBlank;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How to reach Kafka.
 *
 * @param bootstrapServers brokers to start from, {@code host:port} with commas between
 * @param properties further settings of every Kafka client, such as its security
 */
@Validated
@ConfigurationProperties("first-served.kafka")
record KafkaProperties(
    @DefaultValue("127.0.0.1:29092") @NotBlank String bootstrapServers,
    @DefaultValue Map<String, String> properties) {}
