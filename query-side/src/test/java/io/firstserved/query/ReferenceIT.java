package io.firstserved.query;

import static io.firstserved.query.Events.created;
import static io.firstserved.query.Events.issued;

import io.firstserved.api.event.TopicFormat;
import io.firstserved.database.group.PrimaryPools;
import io.firstserved.reference.MetersReference;
import io.firstserved.reference.SpecificationFile;
import io.firstserved.servers.TestServers;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a whole node publishes after it has projected a coupon, against the reference. */
class ReferenceIT {

  private static LogOnTopic log;
  private static QueryNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var topic = kafka.freshTopic("reference", TopicFormat.PARTITIONS);
    log = new LogOnTopic(kafka.bootstrapServers(), topic, TopicFormat.PARTITIONS);
    node =
        QueryNode.start(
            QueryNode.settings(
                TestServers.mysql().freshDatabase("reference"), kafka.bootstrapServers(), topic));
    log.send(log.seal(created("meters", 5L)));
    log.send(log.seal(issued("meters", "one", 1, Instant.now())));
    log.flush();
    // On one server there would be no meters of a group; of this one nobody answers.
    node.bean(PrimaryPools.class)
        .unpooled("jdbc:mysql://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/", null, null, Duration.ZERO);
  }

  @AfterAll
  static void stop() {
    node.close();
    log.close();
  }

  @Test
  void publishesTheMetersThatTheReferenceNames() {
    MetersReference.require(
        "query-side",
        ReferenceIT::scrape,
        "query-side/audit",
        "shared-api/runtime",
        "shared-api/edge");
  }

  @Test
  void publishesTheSpecificationThatIsCommitted() throws IOException {
    SpecificationFile.require("openapi-query-side.json", node.get("/v3/api-docs").raw().body());
  }

  private static String scrape() {
    return node.get("/actuator/prometheus").raw().body();
  }
}
