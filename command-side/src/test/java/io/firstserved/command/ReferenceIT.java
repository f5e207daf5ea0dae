package io.firstserved.command;

import io.firstserved.database.group.PrimaryPools;
import io.firstserved.reference.MetersReference;
import io.firstserved.reference.SpecificationFile;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a whole node publishes after it has issued a coupon, against the reference. */
class ReferenceIT {

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    node = CommandSideNode.start();
    // On one server there would be no meters of a group; of this one nobody answers.
    node.bean(PrimaryPools.class)
        .unpooled("jdbc:mysql://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/", null, null, Duration.ZERO);
    node.postAs(
        "campaign-admin",
        "/api/v1/campaigns",
        "{\"campaignId\": \"meters\", \"name\": \"meters\", \"quota\": 5}");
    node.send(
        node.request("/api/v1/campaigns/meters/coupons", "Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"userId\": \"one\"}")));
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void publishesTheMetersThatTheReferenceNames() {
    MetersReference.require(
        "command-side", ReferenceIT::scrape, "shared-api/runtime", "shared-api/edge");
  }

  @Test
  void publishesTheSpecificationThatIsCommitted() throws IOException {
    var published = node.send(node.request("/v3/api-docs").GET()).body();

    SpecificationFile.require("openapi-command-side.json", published);
  }

  private static String scrape() {
    return node.send(node.request("/actuator/prometheus").GET()).body();
  }
}
