package io.firstserved.command.issuance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.CommandSideNode;
import io.firstserved.command.gate.Gate;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A coupon is in the log, but the node that recorded it died before it told the gate; its holder
 * asks again while the log takes nothing.
 */
class GrantedAgainIT {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final UserId HOLDER = new UserId("holder");
  private static final String KEY = "key";

  private static CommandSideNode node;

  @BeforeAll
  static void start() {
    var kafka = TestServers.kafka();
    var environment =
        CommandSideNode.environment(
            TestServers.mysql().freshDatabase("again"),
            TestServers.redis().port(),
            kafka.bootstrapServers());
    environment.put("first-served.kafka.topic", kafka.freshTopic("coupon-events", 12));
    node = CommandSideNode.start(environment);
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void keepsTheReservationOfACouponThatMayBeInTheLog() {
    var campaign = campaign();
    var granted = reserve(campaign);
    assertThat(granted.again()).isFalse();
    assertThat(node.bean(Recording.class).record(granted, KEY))
        .isInstanceOf(Recording.Recorded.class);

    moveHead(1);
    try {
      assertThat(ask(campaign)).isEqualTo(503);
      assertThat(reserve(campaign)).isEqualTo(granted.grantedAgain());
    } finally {
      moveHead(-1);
    }

    assertThat(ask(campaign)).isEqualTo(201);
  }

  private static Granted reserve(CampaignId campaign) {
    var reservation = node.bean(Gate.class).reserve(campaign, HOLDER, KEY);
    assertThat(reservation).isInstanceOf(Granted.class);
    return (Granted) reservation;
  }

  private static int ask(CampaignId campaign) {
    return node.issue(campaign.value(), HOLDER.value(), "Idempotency-Key", KEY).statusCode();
  }

  /** A counter that is ahead of the last event is a log that has diverged: nothing is appended. */
  private static void moveHead(int by) {
    node.bean(JdbcClient.class)
        .sql("UPDATE log_position SET head = head + ? WHERE id = 1")
        .param(by)
        .update();
    var identity = node.bean(LogIdentity.class);
    await().atMost(LIMIT).until(() -> identity.divergence().isPresent() == by > 0);
  }

  private static CampaignId campaign() {
    var body = "{\"campaignId\":\"again\",\"name\":\"Spring sale\",\"quota\":10}";
    var created = node.postAs("campaign-admin", "/api/v1/campaigns", body);
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    return new CampaignId("again");
  }
}
