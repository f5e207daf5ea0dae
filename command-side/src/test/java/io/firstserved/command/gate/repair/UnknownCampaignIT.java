package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.servers.TestServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A campaign that there is not, or not yet, asked for at the gate on a real Redis. */
class UnknownCampaignIT {

  private static final UserId ANNA = new UserId("anna");

  private final MemoryLog log = new MemoryLog();

  /** Patient, so that a busy machine does not bring the log-backed gate into it. */
  private final Map<String, ?> settings =
      Map.of(
          "first-served.gate.key-prefix", UUID.randomUUID() + ":",
          "first-served.gate.redis.command-timeout", "10s",
          "first-served.gate.redis.connect-timeout", "10s",
          "first-served.gate.wait-limit", "10s");

  private GateNode node;

  @BeforeEach
  void start() {
    node = new GateNode(log, TestServers.redis().port(), settings);
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private Reservation reserve(CampaignId campaign, UserId user) {
    return node.gate.reserve(campaign, user, null);
  }

  private static long serial(Reservation reservation) {
    assertThat(reservation).isInstanceOf(Granted.class);
    return ((Granted) reservation).serial();
  }

  @Test
  void isRefusedWithoutAskingTheLogEachTime() {
    var nowhere = new CampaignId("nowhere");
    var asked = log.lookUps();
    reserve(nowhere, ANNA);
    var before = log.lookUps();
    assertThat(before).isEqualTo(asked + 1);

    for (int i = 0; i < 100; i++) {
      assertThat(reserve(nowhere, ANNA)).isEqualTo(new Refused(Reason.UNKNOWN_CAMPAIGN, null));
    }

    assertThat(log.lookUps()).isLessThan(before + 10);
  }

  @Test
  void isKnownAsSoonAsItIsCreatedOnAnotherNode() {
    try (var other = new GateNode(log, TestServers.redis().port(), settings)) {
      for (int i = 0; i < 20; i++) {
        assertThat(reserve(new CampaignId("anywhere-" + i), ANNA))
            .isEqualTo(new Refused(Reason.UNKNOWN_CAMPAIGN, null));

        var campaign = log.create("anywhere-" + i, 1L, 1);
        other.administration.refresh(campaign);

        assertThat(serial(reserve(campaign, ANNA))).isEqualTo(1);
      }
    }
  }

  /** So it is for a moment when a reaper looked before there was state of it. */
  @Test
  void isKnownByItsStateWhereItIsNotListed() {
    try (var other = new GateNode(log, TestServers.redis().port(), settings)) {
      reserve(new CampaignId("unlisted"), ANNA);
      var campaign = log.create("unlisted", 1L, 1);
      other.administration.refresh(campaign);

      await().until(() -> takenOffTheList(campaign) == 1);

      assertThat(serial(reserve(campaign, ANNA))).isEqualTo(1);
    }
  }

  private long takenOffTheList(CampaignId campaign) {
    var index = settings.get("first-served.gate.key-prefix") + "campaigns";
    try (var client =
        RedisClient.create(RedisURI.create("127.0.0.1", TestServers.redis().port()))) {
      return client.connect().sync().srem(index, campaign.value());
    }
  }

  @Test
  void isKnownAsSoonAsItIsCreated() {
    reserve(new CampaignId("soon"), ANNA);

    var campaign = log.create("soon", 1L, 1);
    node.administration.refresh(campaign);

    assertThat(serial(reserve(campaign, ANNA))).isEqualTo(1);
  }
}
