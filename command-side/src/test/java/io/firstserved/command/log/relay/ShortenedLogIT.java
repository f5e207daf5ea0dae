package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.event.TopicFormat;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.command.log.identity.StoredIncarnation;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.kafka.KafkaProperties;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A log of twenty relayed events comes back as it was when it had ten. */
class ShortenedLogIT {

  private static final CampaignId CAMPAIGN = new CampaignId("shortened");
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int KEPT = 10;
  private static final int RELAYED = 20;

  private String bootstrapServers;
  private String topic;
  private LogDatabase database;
  private LogNode node;
  private Follower backup;

  /** What a backup has of the relay. */
  private record Follower(long position, String memo) {}

  @BeforeEach
  void relayTwentyEvents() {
    var kafka = TestServers.kafka();
    bootstrapServers = kafka.bootstrapServers();
    topic = kafka.freshTopic("shortened", 12);
    database = LogDatabase.create();
    node = LogNode.on(database);
    try (var relay = relay()) {
      node.issue(CAMPAIGN, 1, KEPT);
      awaitRelayed(KEPT);
      backup = follower();
      node.issue(CAMPAIGN, KEPT + 1, RELAYED - KEPT);
      awaitRelayed(RELAYED);
      assertThat(relay.identity().divergence()).isEmpty();
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    node.close();
    database.close();
  }

  private RelayNode relay() {
    return new RelayNode(database, bootstrapServers, topic, new NewEvents());
  }

  private void awaitRelayed(long index) {
    await().atMost(LIMIT).until(() -> RelayIT.position(database) == index);
  }

  private Follower follower() {
    return database
        .jdbc()
        .sql("SELECT position, memo FROM log_follower WHERE name = 'relay'")
        .query((row, n) -> new Follower(row.getLong(1), row.getString(2)))
        .single();
  }

  private void restore() {
    var jdbc = database.jdbc();
    jdbc.sql("DELETE FROM domain_event_entry WHERE global_index > ?").param(KEPT).update();
    jdbc.sql("UPDATE log_position SET head = ?").param(KEPT).update();
    jdbc.sql("DELETE FROM log_seal WHERE last_index > ?").param(KEPT).update();
    jdbc.sql("UPDATE log_follower SET position = ?, memo = ?, owner = NULL WHERE name = 'relay'")
        .param(backup.position())
        .param(backup.memo())
        .update();
  }

  private int records() {
    return TopicContents.read(bootstrapServers, topic).records();
  }

  /** What a node does that does not know yet, or one of the version before. */
  private void sellOnTopOfIt(int coupons) {
    node.issue(CAMPAIGN, RELAYED + 1, coupons);
  }

  private void relaysNothing(String why) {
    try (var relay = relay()) {
      await().atMost(LIMIT).until(() -> relay.failures() >= 3);
      assertThat(relay.identity().divergence()).hasValue(why);
    }
    assertThat(records()).isEqualTo(RELAYED);
    assertThat(RelayIT.position(database)).isEqualTo(KEPT);
  }

  @Test
  void isNotRelayedWhileItIsBehindTheTopic() {
    restore();
    sellOnTopOfIt(3);

    relaysNothing("the log ends at 13, but the topic has event 20: it has lost its end");
  }

  @Test
  void isNotRelayedOnceItHasGrownAsLongAsTheTopic() {
    restore();
    sellOnTopOfIt(10);

    relaysNothing("log and topic have different events at index 20");
  }

  @Test
  void isNotRelayedOnceItHasGrownBeyondTheTopic() {
    restore();
    sellOnTopOfIt(50);

    relaysNothing("log and topic have different events at index 20");
  }

  /** Its end is another one between two batches; the topic's own end would then be the new one. */
  @Test
  void isNoticedByTheRelayAlsoIfItHasGrownBeforeAnybodyLooked() {
    try (var relay = relay()) {
      node.issue(CAMPAIGN, RELAYED + 1, 1);
      awaitRelayed(RELAYED + 1);
      database
          .jdbc()
          .sql(
              "UPDATE domain_event_entry SET payload = CONCAT(payload, ' ')"
                  + " WHERE global_index > ?")
          .param(KEPT)
          .update();

      node.issue(CAMPAIGN, RELAYED + 2, 5);

      await().atMost(LIMIT).until(() -> relay.identity().divergence().isPresent());
      assertThat(relay.identity().divergence())
          .hasValue("log and topic have different events at index 21");
    }
    assertThat(records()).isEqualTo(RELAYED + 1);
  }

  /** The relay has nothing to send then; whoever looks sees it all the same. */
  @Test
  void isNoticedBeforeAnythingIsSoldOnTopOfIt() throws Exception {
    restore();
    var identity = identity(bootstrapServers);

    identity.check();

    assertThat(identity.divergence())
        .hasValue("the log ends at 10, but the topic has event 20: it has lost its end");
  }

  /** A relay that was frozen sends old events after newer ones. */
  @Test
  void isNoticedByTheHighestRecordsAlsoIfTheyAreNotTheLast() throws Exception {
    sendTheFirstRecordOfEachPartitionAgain();
    restore();
    var identity = identity(bootstrapServers);

    identity.check();

    assertThat(identity.divergence()).isPresent();
  }

  private void sendTheFirstRecordOfEachPartitionAgain() {
    var settings = Map.<String, Object>of("bootstrap.servers", bootstrapServers);
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
      TopicContents.read(bootstrapServers, topic)
          .partitions()
          .values()
          .forEach(records -> producer.send(again(records.getFirst())));
    }
  }

  private ProducerRecord<String, byte[]> again(ConsumerRecord<String, byte[]> record) {
    return new ProducerRecord<>(
        topic,
        record.partition(),
        record.timestamp(),
        record.key(),
        record.value(),
        record.headers());
  }

  @Test
  void isNoLossIfOnlyTheTopicIsBehindOrEmpty() throws Exception {
    node.issue(CAMPAIGN, RELAYED + 1, 5);
    var identity = identity(bootstrapServers);
    identity.check();
    assertThat(identity.divergence()).isEmpty();

    topic = TestServers.kafka().freshTopic("empty", 12);
    try (var relay = relay()) {
      awaitRelayed(RELAYED + 5);
      assertThat(relay.identity().divergence()).isEmpty();
    }
    assertThat(records()).isEqualTo(5);
  }

  @Test
  void isUnknownWhileKafkaIsAway() {
    restore();
    var identity = identity("127.0.0.1:1");

    assertThatThrownBy(identity::check).isInstanceOf(KafkaException.class);

    assertThat(identity.divergence()).isEmpty();
  }

  @Test
  void everyRecordSaysItsLogAndIncarnation() {
    var contents = TopicContents.read(bootstrapServers, topic);

    assertThat(contents.partitions().values())
        .allSatisfy(
            records ->
                assertThat(records)
                    .allSatisfy(
                        record -> {
                          assertThat(record.headers().lastHeader(TopicFormat.LOG).value())
                              .asString()
                              .isEqualTo("0");
                          assertThat(record.headers().lastHeader(TopicFormat.INCARNATION).value())
                              .asString()
                              .isEqualTo("0");
                        }));
  }

  @Nested
  class OnceItIsAccepted {

    /** The log's events once more, one after the other, and nothing else that counts. */
    private void isRelayedAnew(RelayNode relay, StoredIncarnation begun) throws Exception {
      node.issue(CAMPAIGN, 2 * RELAYED + 1, 30);
      awaitRelayed(database.head());
      relay.identity().check();
      assertThat(relay.identity().divergence()).isEmpty();
      var lives = relay.identity().incarnations();
      assertThat(lives.present()).isEqualTo(begun.number());
      var valid = TopicContents.read(bootstrapServers, topic).valid(lives);
      assertThat(valid.indexes()).hasSize((int) database.head()).last().isEqualTo(database.head());
      assertThat(valid.records()).isEqualTo(database.head());
      assertThat(valid.everyRecordNamesTheOneBefore()).isTrue();
      valid
          .partitions()
          .values()
          .forEach(
              records ->
                  assertThat(records)
                      .allSatisfy(
                          each ->
                              assertThat(TopicContents.incarnation(each))
                                  .isEqualTo(lives.of(TopicContents.index(each)))));
    }

    @Test
    void isRelayedFromTheLastEventInCommonOn() throws Exception {
      try (var relay = relay()) {
        restore();

        var begun = relay.accept(KEPT, null);

        assertThat(begun.number()).isEqualTo(1);
        assertThat(begun.firstIndex()).isEqualTo(KEPT + 1);
        isRelayedAnew(relay, begun);
      }
    }

    @Test
    void isRelayedAnewByANodeThatHadNotNoticed() throws Exception {
      try (var unaware = relay();
          var relay = relay()) {
        node.issue(CAMPAIGN, RELAYED + 1, 5);
        awaitRelayed(RELAYED + 5);
        restore();

        isRelayedAnew(relay, relay.accept(KEPT, null));
      }
    }

    @Test
    void isRelayedFromAnEarlierEventIfTheOperatorSaysSo() throws Exception {
      try (var relay = relay()) {
        restore();

        var begun = relay.accept(KEPT, 4L);

        assertThat(begun.firstIndex()).isEqualTo(4);
        isRelayedAnew(relay, begun);
      }
    }

    @Test
    void isRelayedFromTheBeginningIfNothingIsInCommon() throws Exception {
      try (var relay = relay()) {
        restore();

        var begun = relay.accept(KEPT, 1L);

        assertThat(begun.previousFingerprint()).isEmpty();
        isRelayedAnew(relay, begun);
      }
    }

    @Test
    void canBeLostAgainBeforeTheIncarnationHadBegun() throws Exception {
      try (var relay = relay()) {
        restore();
        isRelayedAnew(relay, relay.accept(KEPT, null));
        restore();
        database.jdbc().sql("DELETE FROM log_incarnation WHERE incarnation > 0").update();

        var begun = relay.accept(KEPT, null);

        assertThat(begun.number()).as("the topic knows of an incarnation 1").isEqualTo(2);
        isRelayedAnew(relay, begun);
      }
    }

    /** As a relay does that does not look, of a version before. */
    private void relayOnTopOfIt(int coupons) {
      sellOnTopOfIt(coupons);
      database
          .jdbc()
          .sql("UPDATE log_follower SET position = ? WHERE name = 'relay'")
          .param(database.head())
          .update();
    }

    @Test
    void mustHaveInCommonWithTheTopicWhatIsBeforeIt() throws Exception {
      try (var relay = relay()) {
        restore();
        relayOnTopOfIt(3);

        assertThatThrownBy(() -> relay.accept(KEPT + 3, KEPT + 2L))
            .isInstanceOf(RefusedException.class)
            .extracting(refused -> ((RefusedException) refused).details().get("atMost"))
            .isEqualTo(KEPT + 1L);

        var begun = relay.accept(KEPT + 3, null);

        assertThat(begun.firstIndex()).isEqualTo(KEPT + 1);
        isRelayedAnew(relay, begun);
      }
    }
  }

  private LogIdentity identity(String kafka) {
    var properties = RelayNode.properties(Map.of("topic-limit", "5s"));
    var ends = new TopicEnds(new KafkaProperties(kafka, topic, Map.of()), properties);
    return new LogIdentity(database.jdbc(), ends, Stream::empty);
  }
}
