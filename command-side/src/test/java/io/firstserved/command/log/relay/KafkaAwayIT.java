package io.firstserved.command.log.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.log.LogDatabase;
import io.firstserved.command.log.LogNode;
import io.firstserved.command.log.tail.NewEvents;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Kafka killed and away: issuing goes on, the position waits, and nothing is lost or reordered. */
class KafkaAwayIT {

  private static final CampaignId CAMPAIGN = new CampaignId("kafka-away");

  @Test
  void waitsForKafkaWhileIssuingGoesOn() throws Exception {
    try (var kafka = TestServers.newKafka();
        var database = LogDatabase.create();
        var node = LogNode.on(database);
        var relay = new RelayNode(database, kafka.bootstrapServers(), "events", node.newEvents());
        var standby =
            new RelayNode(database, kafka.bootstrapServers(), "events", new NewEvents())) {
      node.issue(CAMPAIGN, 1, 500);
      awaitRelayed(database, 500);

      var broker = kafka.brokers().getFirst();
      broker.kill();
      node.issue(CAMPAIGN, 501, 1_000);
      // Longer than the lease of 1.5 s and than the limit of 5 s after which a batch is sent again.
      await()
          .during(Duration.ofSeconds(8))
          .atMost(Duration.ofSeconds(15))
          .until(() -> RelayIT.position(database) < 1_500);
      node.issue(CAMPAIGN, 1_501, 500);
      assertThat(database.head()).isEqualTo(2_000);

      broker.restart();
      awaitRelayed(database, 2_000);
      var contents = TopicContents.read(kafka.bootstrapServers(), "events");
      assertThat(contents.indexes())
          .containsExactlyElementsOf(LongStream.rangeClosed(1, 2_000).boxed().toList());
      assertThat(contents.everyRecordFollowsItsPredecessor()).isTrue();
    }
  }

  private static void awaitRelayed(LogDatabase database, long index) {
    await().atMost(Duration.ofSeconds(90)).until(() -> RelayIT.position(database) == index);
  }
}
