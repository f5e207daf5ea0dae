package io.firstserved.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.kafka.KafkaProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EventConsumersTest {

  /** Sees with which settings Kafka has made a consumer. */
  public static final class Settings implements ConsumerInterceptor<String, byte[]> {

    static final List<Map<String, ?>> SEEN = new ArrayList<>();

    @Override
    public void configure(Map<String, ?> settings) {
      SEEN.add(settings);
    }

    @Override
    public ConsumerRecords<String, byte[]> onConsume(ConsumerRecords<String, byte[]> records) {
      return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
  }

  private final EventConsumers consumers =
      new EventConsumers(
          bound(
              "first-served.kafka",
              KafkaProperties.class,
              Map.of(
                  "first-served.kafka.bootstrap-servers", "127.0.0.1:1",
                  "first-served.kafka.properties.interceptor.classes", Settings.class.getName(),
                  "first-served.kafka.properties.client.rack", "north",
                  "first-served.kafka.properties.auto.offset.reset", "latest")),
          bound("first-served.projection", ProjectionProperties.class, Map.of()));

  @BeforeEach
  void nothingSeen() {
    Settings.SEEN.clear();
  }

  @Test
  void givesEveryConsumerTheFurtherSettingsOfKafka() {
    consumers.member().close();
    consumers.standalone("lag", 1).close();

    assertThat(Settings.SEEN)
        .hasSize(2)
        .allSatisfy(
            settings ->
                assertThat(settings.get(ConsumerConfig.CLIENT_RACK_CONFIG)).isEqualTo("north"));
  }

  @Test
  void letsNoSettingTakeItsPromisesAway() {
    consumers.member().close();

    assertThat(Settings.SEEN.getFirst().get(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG))
        .isEqualTo("none");
  }

  private static <T> T bound(String prefix, Class<T> type, Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
  }
}
