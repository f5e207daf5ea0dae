package io.firstserved.query.projection;

import io.firstserved.kafka.KafkaProperties;
import io.firstserved.query.audit.source.TopicAccess;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Makes consumers of the event topic. None of them ever lets Kafka choose where to begin: offsets
 * come from the read models' database, and one that the topic does not have is an error to act on,
 * not a reason to skip to the end.
 */
public final class EventConsumers implements TopicAccess {

  private final KafkaProperties kafka;
  private final ProjectionProperties properties;

  EventConsumers(KafkaProperties kafka, ProjectionProperties properties) {
    this.kafka = kafka;
    this.properties = properties;
  }

  @Override
  public String topic() {
    return kafka.topic();
  }

  /** A member of the projector's consumer group. */
  Consumer<String, byte[]> member() {
    var config = common(properties.node(), properties.batchSize());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, properties.group());
    config.put(
        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) properties.sessionTimeout().toMillis());
    config.put(
        ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
        (int) properties.sessionTimeout().toMillis() / 4);
    // Partitions that stay with their node are read on during a rebalance.
    config.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
        CooperativeStickyAssignor.class.getName());
    return consumer(config);
  }

  @Override
  public Consumer<String, byte[]> standalone(String purpose, int batchSize) {
    return consumer(common(purpose + "-" + properties.node(), batchSize));
  }

  private Map<String, Object> common(String client, int batchSize) {
    var config = kafka.client();
    config.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, batchSize);
    config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, (int) properties.fetchSize().toBytes());
    config.put(
        ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) properties.metadataRefresh().toMillis());
    return config;
  }

  private static Consumer<String, byte[]> consumer(Map<String, Object> config) {
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }
}
