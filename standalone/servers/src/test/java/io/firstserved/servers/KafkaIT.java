package io.firstserved.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaIT {

  @Test
  void keepsRecordsAcrossKillMinusNineAndRestart() throws Exception {
    try (var kafka = TestServers.newKafka()) {
      kafka.createTopic("events", 3);
      send(kafka, "events", "one");

      kafka.brokers().getFirst().kill();
      kafka.brokers().getFirst().restart();

      assertThat(send(kafka, "events", "two")).isEqualTo(1);
    }
  }

  @Test
  void threeBrokersGoOnWithoutOne() throws Exception {
    try (var kafka = TestServers.newKafkaCluster()) {
      kafka.createTopic("events", 1);
      try (var admin = kafka.admin()) {
        var topic = admin.describeTopics(List.of("events")).allTopicNames().get().get("events");
        assertThat(topic.partitions().getFirst().replicas()).hasSize(3);
      }
      kafka.brokers().get(1).kill();

      assertThat(send(kafka, "events", "one")).isZero();
    }
  }

  @Test
  void givesEachTestATopicOfItsOwn() {
    var kafka = TestServers.kafka();

    assertThat(kafka.freshTopic("events", 2)).isNotEqualTo(kafka.freshTopic("events", 2));
  }

  private static long send(Kafka kafka, String topic, String value) throws Exception {
    var settings = Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      return producer.send(new ProducerRecord<>(topic, "same-key", value)).get().offset();
    }
  }
}
