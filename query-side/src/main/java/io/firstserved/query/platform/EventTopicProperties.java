package io.firstserved.query.platform;

import io.firstserved.api.event.TopicFormat;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the events are.
 *
 * @param bootstrapServers Kafka brokers to begin with, {@code host:port} separated by commas
 * @param topic the topic the relay writes to
 */
@Validated
@ConfigurationProperties("first-served.kafka")
public record EventTopicProperties(
    @DefaultValue("localhost:29092") @NotBlank String bootstrapServers,
    @DefaultValue(TopicFormat.TOPIC) @NotBlank String topic) {}
