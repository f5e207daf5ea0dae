package io.firstserved.query;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.StoredEventType;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.api.log.LogIncarnationBegun;
import io.firstserved.serialization.EventSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.common.utils.Utils;
import org.axonframework.extensions.kafka.eventhandling.HeaderUtils;
import org.axonframework.messaging.Headers;

/**
 * A log that exists only on the topic: writes events as the relay does, and on request as a relay
 * must not.
 */
public final class LogOnTopic implements AutoCloseable {

  /** A record that can be sent, and sent again. */
  public record Sealed(ProducerRecord<String, byte[]> record, long index) {}

  private final EventSerializer serializer = EventSerializer.create();
  private final KafkaProducer<String, byte[]> producer;
  private final String topic;
  private final int partitions;
  private final Map<Integer, Long> previous = new HashMap<>();
  private final List<Future<RecordMetadata>> sent = new ArrayList<>();
  private long head;
  private long incarnation;

  public LogOnTopic(String bootstrapServers, String topic, int partitions) {
    this.topic = topic;
    this.partitions = partitions;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.ACKS_CONFIG,
                "all",
                // Several in flight to the new leader of a new topic may never get back into order.
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  public String topic() {
    return topic;
  }

  public int partitions() {
    return partitions;
  }

  /** The highest place in the log so far. */
  public long head() {
    return head;
  }

  /** Records events and sends them, in order; returns when all are acknowledged. */
  public void record(List<?> events) {
    events.forEach(event -> send(seal(event)));
    flush();
  }

  public void record(Object... events) {
    record(List.of(events));
  }

  /**
   * Loses everything but these events, and with it the relay's memo; what is sealed next gets
   * indexes that were given before, as in a log that was restored.
   */
  public void loseAllAfter(List<Sealed> kept) {
    head = kept.getLast().index();
    previous.clear();
    kept.forEach(event -> previous.put(event.record().partition(), event.index()));
  }

  /** What is sealed from now on is of this life of the log. */
  public void beginIncarnation(long number) {
    incarnation = number;
  }

  /** Gives an event of another topic the same place in this one; in the order of the log. */
  public Sealed again(Sealed event) {
    var sent = event.record();
    head = event.index();
    previous.put(sent.partition(), event.index());
    return new Sealed(
        new ProducerRecord<>(
            topic, sent.partition(), sent.timestamp(), sent.key(), sent.value(), sent.headers()),
        event.index());
  }

  /** Gives an event its place in the log, without sending it. */
  public Sealed seal(Object event) {
    var type = StoredEventType.ofPayload(event.getClass()).orElseThrow();
    var value = serializer.serialize(event, byte[].class).getData();
    return seal(key(event), identity(event), type.alias(), type.revision(), value);
  }

  private static String identity(Object event) {
    return event instanceof CouponIssued issued
        ? issued.eventIdentifier()
        : UUID.randomUUID().toString();
  }

  /** Gives anything its place in the log, whether or not it can be read. */
  public Sealed seal(String key, String type, String revision, byte[] value) {
    return seal(key, UUID.randomUUID().toString(), type, revision, value);
  }

  private Sealed seal(String key, String id, String type, String revision, byte[] value) {
    var index = ++head;
    var partition = partitionOf(key);
    var before = previous.put(partition, index);
    var headers = new RecordHeaders();
    text(headers, Headers.MESSAGE_ID, id);
    text(headers, Headers.MESSAGE_TYPE, type);
    text(headers, Headers.MESSAGE_REVISION, revision);
    var now = Instant.now().toEpochMilli();
    headers.add(Headers.MESSAGE_TIMESTAMP, HeaderUtils.toBytes(now));
    text(headers, Headers.AGGREGATE_ID, key);
    headers.add(Headers.AGGREGATE_SEQ, HeaderUtils.toBytes(0L));
    text(headers, Headers.AGGREGATE_TYPE, "Any");
    text(headers, TopicFormat.LOG, "0");
    text(headers, TopicFormat.INCARNATION, Long.toString(incarnation));
    text(headers, TopicFormat.GLOBAL_INDEX, Long.toString(index));
    text(headers, TopicFormat.PREVIOUS_INDEX, Long.toString(before == null ? 0 : before));
    return new Sealed(new ProducerRecord<>(topic, partition, now, key, value, headers), index);
  }

  public void send(Sealed sealed) {
    send(sealed.record());
  }

  public void send(ProducerRecord<String, byte[]> record) {
    sent.add(producer.send(record));
  }

  public void flush() {
    try {
      for (var ack : sent) {
        ack.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    sent.clear();
  }

  public int partitionOf(String key) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private static String key(Object event) {
    return switch (event) {
      case CampaignEvent campaign -> campaign.campaignId().value();
      case CouponEvent coupon -> coupon.couponId().value();
      case LogIncarnationBegun begun -> LogIncarnationBegun.stream(begun.log());
      default -> throw new IllegalArgumentException(event.toString());
    };
  }

  private static void text(RecordHeaders headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    producer.close();
  }
}
