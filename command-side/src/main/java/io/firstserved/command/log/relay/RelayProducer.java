package io.firstserved.command.log.relay;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer in which no record overtakes another: it never gives up on one, and a broker has one
 * request of it at a time. (With several in flight, a partition whose leader has just been elected
 * was seen to answer OUT_OF_ORDER_SEQUENCE_NUMBER for ever.) With meters.
 */
final class RelayProducer implements AutoCloseable {

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaClientMetrics metrics;

  RelayProducer(Map<String, Object> client, RelayProperties relay, MeterRegistry registry) {
    var settings = new HashMap<>(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, relay.compression());
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, relay.sendBlock().toMillis());
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    metrics = new KafkaClientMetrics(producer);
    metrics.bindTo(registry);
  }

  Future<?> send(ProducerRecord<byte[], byte[]> record) {
    return producer.send(record);
  }

  /** Drops what is in flight. */
  @Override
  public void close() {
    metrics.close();
    producer.close(Duration.ZERO);
  }
}
