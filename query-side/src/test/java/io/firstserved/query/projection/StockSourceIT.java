package io.firstserved.query.projection;

import static io.firstserved.query.Events.issues;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.query.LogOnTopic;
import io.firstserved.query.QueryNode;
import io.firstserved.query.ReadModelDump;
import io.firstserved.serialization.EventSerializer;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.SimpleEventHandlerInvoker;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.extensions.kafka.eventhandling.DefaultKafkaMessageConverter;
import org.axonframework.extensions.kafka.eventhandling.consumer.AsyncFetcher;
import org.axonframework.extensions.kafka.eventhandling.consumer.DefaultConsumerFactory;
import org.axonframework.extensions.kafka.eventhandling.consumer.streamable.KafkaEventMessage;
import org.axonframework.extensions.kafka.eventhandling.consumer.streamable.KafkaTrackingToken;
import org.axonframework.extensions.kafka.eventhandling.consumer.streamable.StreamableKafkaMessageSource;
import org.junit.jupiter.api.Test;

/**
 * Why the projector reads the topic itself (ADR 0030): Axon's Kafka source with its stock buffer
 * sorts by timestamp what its tokens numbered in the order of fetching, and passes over what the
 * token then seems to cover. The same topic, both ways.
 */
class StockSourceIT {

  private static final int EVENTS = 3_000;

  @Test
  void losesEventsThatOurProjectorDoesNot() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("stock", TopicFormat.PARTITIONS);
    try (var log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS)) {
      log.record(issues("stock", 1, EVENTS));
    }

    var stock = handledByStockSource(kafka.bootstrapServers(), topic);
    var readModels = TestServers.mysql().freshDatabase("query");
    try (var node =
        QueryNode.start(QueryNode.settings(readModels, kafka.bootstrapServers(), topic))) {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> ReadModelDump.count(readModels, "SELECT COUNT(*) FROM coupon") == EVENTS);
    }

    assertThat(stock).as("events that the stock source handed over").isLessThan(EVENTS);
  }

  /** How many events it handled by the time its token stood at the end of every partition. */
  private static int handledByStockSource(String bootstrapServers, String topic) {
    Set<String> handled = ConcurrentHashMap.newKeySet();
    var processor = processor(bootstrapServers, topic, handled);
    processor.start();
    try {
      await()
          .atMost(Duration.ofSeconds(120))
          .until(() -> positions(processor) == EVENTS - TopicFormat.PARTITIONS);
      var atTheEnd = handled.size();
      await().during(Duration.ofSeconds(2)).until(() -> handled.size() == atTheEnd);
      return handled.size();
    } finally {
      processor.shutDown();
    }
  }

  /** Sum of the offsets of the last events that the token covers. */
  private static long positions(PooledStreamingEventProcessor processor) {
    return processor.processingStatus().values().stream()
        .map(status -> KafkaTrackingToken.from(status.getTrackingToken()))
        .filter(token -> token != null && token.getPositions().size() == TopicFormat.PARTITIONS)
        .mapToLong(token -> token.getPositions().values().stream().mapToLong(p -> p).sum())
        .findFirst()
        .orElse(Long.MIN_VALUE);
  }

  private static PooledStreamingEventProcessor processor(
      String bootstrapServers, String topic, Set<String> handled) {
    return PooledStreamingEventProcessor.builder()
        .name("stock")
        .messageSource(source(bootstrapServers, topic))
        .eventHandlerInvoker(
            SimpleEventHandlerInvoker.builder()
                .eventHandlers(List.of(new Recorder(handled)))
                .build())
        .tokenStore(new InMemoryTokenStore())
        .transactionManager(NoTransactionManager.instance())
        .coordinatorExecutor(Executors.newSingleThreadScheduledExecutor())
        .workerExecutor(Executors.newScheduledThreadPool(2))
        .initialSegmentCount(1)
        .batchSize(500)
        .initialToken(any -> beforeTheFirst(topic))
        .build();
  }

  private static KafkaTrackingToken beforeTheFirst(String topic) {
    Map<TopicPartition, Long> positions = new HashMap<>();
    for (var partition = 0; partition < TopicFormat.PARTITIONS; partition++) {
      positions.put(new TopicPartition(topic, partition), -1L);
    }
    return KafkaTrackingToken.newInstance(positions);
  }

  private static StreamableKafkaMessageSource<String, byte[]> source(
      String bootstrapServers, String topic) {
    var serializer = EventSerializer.create();
    Map<String, Object> config =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            StringDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class);
    return StreamableKafkaMessageSource.<String, byte[]>builder()
        .topics(List.of(topic))
        .serializer(serializer)
        .messageConverter(DefaultKafkaMessageConverter.builder().serializer(serializer).build())
        .consumerFactory(new DefaultConsumerFactory<>(config))
        .fetcher(AsyncFetcher.<String, byte[], KafkaEventMessage>builder().build())
        .build();
  }

  /** Handles every event. */
  static final class Recorder {
    private final Set<String> handled;

    Recorder(Set<String> handled) {
      this.handled = handled;
    }

    @org.axonframework.eventhandling.EventHandler
    void on(EventMessage<?> event) {
      handled.add(event.getIdentifier());
    }
  }
}
