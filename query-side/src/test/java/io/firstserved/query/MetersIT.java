package io.firstserved.query;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.database.group.PrimaryPools;
import io.firstserved.reference.MetersReference;
import io.firstserved.reference.ReferencePage;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a whole node publishes after it has projected a coupon, against the reference page. */
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
      log.send(log.seal(issued("meters", "one", 1, Instant.now())));
      log.flush();
      // On one server there would be no meters of a group; of this one nobody answers.
      node.bean(PrimaryPools.class)
          .unpooled("jdbc:mysql://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/", null, null, Duration.ZERO);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(
                          MetersReference.missing(
                              scrape(node),
                              "query-side",
                              "query-side/audit",
                              "shared-api/runtime",
                              "shared-api/edge"))
                      .isEmpty());
      new ReferencePage("meters.md").require("query-side", MetersReference.table(scrape(node)));
    }
  }

  private static String scrape(QueryNode node) {
    return node.get("/actuator/prometheus").raw().body();
  }
}
