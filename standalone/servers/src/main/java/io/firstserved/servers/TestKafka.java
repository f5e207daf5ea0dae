package io.firstserved.servers;

import java.util.UUID;

/** The Kafka that tests share. */
public final class TestKafka {

  private final Kafka kafka;

  TestKafka(Kafka kafka) {
    this.kafka = kafka;
  }

  /** {@code host:port} of the broker. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** Creates a topic that nobody else uses and returns its name, which begins with the prefix. */
  public String freshTopic(String prefix, int partitions) {
    var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    kafka.createTopic(name, partitions);
    return name;
  }
}
