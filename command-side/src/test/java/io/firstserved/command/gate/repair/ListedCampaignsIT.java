package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.FastGate.CampaignPage;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A reaper is killed in the moment in which it has taken a campaign off a real Redis's list. */
class ListedCampaignsIT {

  private final MemoryLog log = new MemoryLog();
  private GateNode node;

  @BeforeEach
  void start() {
    Map<String, ?> settings =
        Map.of(
            "first-served.gate.key-prefix", UUID.randomUUID() + ":",
            "first-served.gate.redis.command-timeout", "10s",
            "first-served.gate.redis.connect-timeout", "10s");
    node = new GateNode(log, TestServers.redis().port(), settings).sweptByHand();
  }

  @AfterEach
  void stop() {
    node.close();
  }

  private CampaignId sold(String name) {
    var campaign = log.create(name, 10L, 1);
    assertThat(node.issue(campaign, "anna").issued()).isTrue();
    return campaign;
  }

  private List<CampaignId> listed() {
    return node.redis.campaigns(CampaignPage.FIRST, 1_000).campaigns();
  }

  @Nested
  class WhatAnotherNodeBuiltMeanwhile {

    @Test
    void isListedAgainByWhoeverReadsTheListNext() {
      var campaign = sold("built-meanwhile");

      node.beginsToForget(campaign);

      assertThat(listed()).contains(campaign);
    }

    @Test
    void isDeletedWithALifeOfTheLogThatIsOver() {
      var campaign = sold("built-in-an-earlier-life");
      node.beginsToForget(campaign);

      node.incarnation.set(1);
      node.redis.dropEarlierLives(1_000);

      node.incarnation.set(0);
      assertThat(node.redis.inspect(campaign)).isEmpty();
    }
  }

  @Nested
  class WhatNobodyBuilt {

    @Test
    void isListedNoMore() {
      var campaign = sold("gone");
      node.redis.drop(campaign);
      node.redis.announce(campaign);

      node.beginsToForget(campaign);

      assertThat(listed()).doesNotContain(campaign);
      assertThat(node.redis.knows(campaign)).isFalse();
    }
  }
}
