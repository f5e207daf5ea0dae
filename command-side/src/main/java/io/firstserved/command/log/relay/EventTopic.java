package io.firstserved.command.log.relay;

import io.firstserved.kafka.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that carries the log: created if it is not there, and kept for ever. */
final class EventTopic {

  private final Map<String, Object> client;
  private final String name;
  private final RelayProperties wanted;

  EventTopic(KafkaProperties kafka, RelayProperties wanted) {
    this.client = limited(kafka.client(), wanted.topicLimit());
    this.name = kafka.topic();
    this.wanted = wanted;
  }

  String name() {
    return name;
  }

  /**
   * Creates the topic unless it exists.
   *
   * @return how many partitions it has
   * @throws KafkaException if Kafka does not answer within the limit
   */
  int ensure() throws InterruptedException {
    var admin = Admin.create(client);
    try {
      var present = partitions(admin);
      return present > 0 ? present : create(admin);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private static Map<String, Object> limited(Map<String, Object> client, Duration limit) {
    var limited = new HashMap<>(client);
    int millis = Math.toIntExact(limit.toMillis());
    limited.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    limited.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    return limited;
  }

  private int partitions(Admin admin) throws InterruptedException {
    try {
      var topics = admin.describeTopics(List.of(name)).allTopicNames().get();
      return topics.values().stream().mapToInt(topic -> topic.partitions().size()).sum();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw new KafkaException("cannot look up topic " + name, e.getCause());
    }
  }

  private int create(Admin admin) throws InterruptedException {
    var topic =
        new NewTopic(name, wanted.partitions(), wanted.replicationFactor())
            .configs(
                Map.of(
                    TopicConfig.RETENTION_MS_CONFIG,
                    "-1",
                    TopicConfig.RETENTION_BYTES_CONFIG,
                    "-1",
                    TopicConfig.CLEANUP_POLICY_CONFIG,
                    TopicConfig.CLEANUP_POLICY_DELETE,
                    TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                    Integer.toString(wanted.minInsyncReplicas())));
    try {
      admin.createTopics(List.of(topic)).all().get();
      return wanted.partitions();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TopicExistsException) {
        return partitions(admin);
      }
      throw new KafkaException("cannot create topic " + name, e.getCause());
    }
  }
}
