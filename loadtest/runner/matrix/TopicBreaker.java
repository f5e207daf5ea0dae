import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Does to a topic what nobody may: {@code TopicBreaker SERVERS TOPIC forge|delete}. */
public final class TopicBreaker {

  private static final String INDEX = "first-served-global-index";
  private static final String PREVIOUS = "first-served-previous-index";

  /** Beyond every event of a run: whoever believes it takes all that follow for old ones. */
  private static final long AHEAD = 1_000_000;

  private static final Duration READ_LIMIT = Duration.ofSeconds(5);

  private TopicBreaker() {}

  public static void main(String[] arguments) throws Exception {
    var client = Map.<String, Object>of("bootstrap.servers", arguments[0]);
    switch (arguments[2]) {
      case "forge" -> forge(client, arguments[1]);
      case "delete" -> delete(client, arguments[1]);
      default -> throw new IllegalArgumentException(arguments[2]);
    }
  }

  private static void delete(Map<String, Object> client, String topic) throws Exception {
    try (var admin = Admin.create(client)) {
      admin.deleteTopics(List.of(topic)).all().get();
    }
  }

  /** The last record of a partition once more, as the event that follows it and comes much later in the log. */
  private static void forge(Map<String, Object> client, String topic) throws Exception {
    var bytes = new ByteArraySerializer();
    var last = last(client, topic);
    long index = Long.parseLong(text(last, INDEX));
    var headers = new RecordHeaders(last.headers());
    put(headers, INDEX, index + AHEAD);
    put(headers, PREVIOUS, index);
    try (var producer = new KafkaProducer<>(client, bytes, bytes)) {
      var forged =
          new ProducerRecord<>(
              topic, last.partition(), last.timestamp(), last.key(), last.value(), headers);
      producer.send(forged).get();
    }
  }

  private static ConsumerRecord<byte[], byte[]> last(Map<String, Object> client, String topic) {
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(client, bytes, bytes)) {
      var partitions = new ArrayList<TopicPartition>();
      consumer.partitionsFor(topic).forEach(it -> partitions.add(new TopicPartition(topic, it.partition())));
      var ends = consumer.endOffsets(partitions);
      var fullest = partitions.stream().max((a, b) -> Long.compare(ends.get(a), ends.get(b))).orElseThrow();
      consumer.assign(List.of(fullest));
      consumer.seek(fullest, ends.get(fullest) - 1);
      return consumer.poll(READ_LIMIT).iterator().next();
    }
  }

  private static String text(ConsumerRecord<byte[], byte[]> of, String name) {
    return new String(of.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }

  private static void put(RecordHeaders headers, String name, long value) {
    headers.remove(name);
    headers.add(name, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
  }
}
