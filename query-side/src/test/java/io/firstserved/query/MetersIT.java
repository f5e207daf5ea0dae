package io.firstserved.query;

import static io.firstserved.query.Events.created;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.reference.MetersReference;
import io.firstserved.reference.ReferencePage;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a whole node publishes after it has projected an event, against the reference page. */
class MetersIT {

  @Test
  void publishesWhatTheReferenceSays() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("meters", TopicFormat.PARTITIONS);
    try (var log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
        var node =
            QueryNode.start(
                QueryNode.settings(
                    TestServers.mysql().freshDatabase("meters"),
                    kafka.bootstrapServers(),
                    topic))) {
      log.send(log.seal(created("meters", 5L)));
      log.flush();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  new ReferencePage("meters.md")
                      .require(
                          "query-side",
                          MetersReference.table(node.get("/actuator/prometheus").raw().body())));
    }
  }
}
