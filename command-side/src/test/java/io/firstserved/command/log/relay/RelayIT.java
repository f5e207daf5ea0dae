package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.serialization.EventSerializer;
import io.firstserved.servers.TestServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.extensions.kafka.eventhandling.DefaultKafkaMessageConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayIT {

  private static final CampaignId CAMPAIGN = new CampaignId("relayed");

  private String bootstrapServers;
  private String topic;
  private LogDatabase database;
  private LogNode node;

  @BeforeEach
  void start() {
    var kafka = TestServers.kafka();
    bootstrapServers = kafka.bootstrapServers();
    topic = kafka.freshTopic("relay", 12);
    database = LogDatabase.create();
    node = LogNode.on(database);
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    database.close();
  }

  private RelayNode relay() {
    return new RelayNode(database, bootstrapServers, topic, node.newEvents());
  }

  private void awaitRelayed(long index) {
    await().atMost(Duration.ofSeconds(60)).until(() -> position(database) == index);
  }

  static long position(LogDatabase database) {
    return database
        .jdbc()
        .sql("SELECT COALESCE(MAX(position), 0) FROM log_follower WHERE name = 'relay'")
        .query(Long.class)
        .single();
  }

  private TopicContents contents() {
    return TopicContents.read(bootstrapServers, topic);
  }

  @Test
  void carriesEveryEventOnceAndInOrderFromTheVeryFirst() throws Exception {
    node.issue(CAMPAIGN, 1, 500);
    try (var relay = relay()) {
      node.issue(CAMPAIGN, 501, 2_500);
      awaitRelayed(3_000);
    }

    var contents = contents();
    assertThat(contents.records()).isEqualTo(3_000);
    assertThat(contents.indexes())
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 3_000).boxed().toList());
    assertThat(contents.everyRecordFollowsItsPredecessor()).isTrue();
    assertThat(contents.partitions()).hasSize(12);
  }

  @Test
  void writesWhatAxonsOwnConverterReads() throws Exception {
    node.issue(CAMPAIGN, 7, 1);
    try (var relay = relay()) {
      awaitRelayed(1);
    }

    var record = contents().partitions().values().iterator().next().getFirst();
    var converter =
        DefaultKafkaMessageConverter.builder().serializer(EventSerializer.create()).build();
    var event = (DomainEventMessage<?>) converter.readKafkaMessage(record).orElseThrow();
    assertThat(event.getIdentifier()).isEqualTo("relayed#7");
    assertThat(event.getType()).isEqualTo("Coupon");
    assertThat(event.getPayload()).isInstanceOf(CouponIssued.class);
    assertThat(((CouponIssued) event.getPayload()).serial()).isEqualTo(7);
    assertThat(event.getMetaData()).containsEntry("campaignVersion", "-1");
    assertThat(record.key()).isEqualTo(event.getAggregateIdentifier());
    assertThat(record.value())
        .isEqualTo(
            database
                .jdbc()
                .sql("SELECT payload FROM domain_event_entry")
                .query(byte[].class)
                .single());
  }

  @Test
  void goesOnWhereItStopped() throws Exception {
    for (int round = 0; round < 3; round++) {
      try (var relay = relay()) {
        node.issue(CAMPAIGN, 1 + 100 * round, 100);
        awaitRelayed(100 * (round + 1));
      }
    }

    assertThat(contents().records()).isEqualTo(300);
    assertThat(contents().everyRecordFollowsItsPredecessor()).isTrue();
  }

  @Test
  void sendsFromOneNodeOnlyAndAnotherTakesOver() throws Exception {
    try (var first = relay()) {
      node.issue(CAMPAIGN, 1, 100);
      awaitRelayed(100);
      try (var second = new RelayNode(database, bootstrapServers, topic, new NewEvents())) {
        node.issue(CAMPAIGN, 101, 400);
        awaitRelayed(500);
        first.close();
        node.issue(CAMPAIGN, 501, 400);
        awaitRelayed(900);
      }
    }

    assertThat(contents().records()).isEqualTo(900);
    assertThat(contents().everyRecordFollowsItsPredecessor()).isTrue();
  }

  @Test
  void createsTheTopicWithUnlimitedRetention() throws Exception {
    topic = topic + "-made-by-relay";
    node.issue(CAMPAIGN, 1, 50);
    try (var relay = relay()) {
      awaitRelayed(50);
    }

    assertThat(contents().records()).isEqualTo(50);
    assertThat(contents().indexes()).hasSize(50);
  }

  @Test
  void showsALagThatGrowsWhileNobodyRelays() throws Exception {
    var meters = new SimpleMeterRegistry();
    var watch = new RelayWatch(database.jdbc(), Duration.ofMillis(20), meters);
    var watching = LoopsForTests.running(watch);
    node.issue(CAMPAIGN, 1, 30);

    var lag = meters.get("coupon.relay.lag.events").gauge();
    await().until(() -> lag.value() == 30);
    try (var relay = relay()) {
      await().until(() -> lag.value() == 0);
    }
    node.issue(CAMPAIGN, 31, 5);
    await().until(() -> lag.value() == 5);
    assertThat(meters.get("coupon.log.head").gauge().value()).isEqualTo(35);
    watching.close();
  }
}
