package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.repair.GateNode.Answer;
import io.firstserved.servers.Redis;
import io.firstserved.servers.RedisCluster;
import io.firstserved.servers.TestServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gate of two nodes over a real Redis Cluster of three masters. */
class RedisClusterIT {

  private static final long QUOTA = 200;
  private static final int CAMPAIGNS = 12;
  private static final int BUYERS = 4_800;

  private final MemoryLog log = new MemoryLog();
  private RedisCluster cluster;
  private GateNode one;
  private GateNode two;

  @BeforeEach
  void start() {
    cluster = TestServers.newRedisCluster();
    one = GateNode.overCluster(log, cluster.addresses(), Map.of());
    two = GateNode.overCluster(log, cluster.addresses(), Map.of());
  }

  @AfterEach
  void stop() {
    one.close();
    two.close();
    cluster.close();
  }

  @Test
  void isExactForCampaignsOnEveryMaster() throws Exception {
    var campaigns = campaigns("spread");

    var answers = sellOut(campaigns, new AtomicInteger());

    campaigns.forEach(this::assertSold);
    assertThat(answers.stream().filter(Answer::issued)).hasSize((int) (QUOTA * CAMPAIGNS));
    assertThat(cluster.nodes()).allSatisfy(master -> assertThat(keys(master)).isPositive());
  }

  @Test
  void isExactWhenAMasterIsFlushedInTheMiddle() throws Exception {
    var campaigns = campaigns("flushed");
    var served = new AtomicInteger();
    var fault =
        Thread.ofVirtual()
            .start(
                () -> {
                  await().until(() -> served.get() > BUYERS / 3);
                  cluster.nodes().getFirst().flush();
                });

    sellOut(campaigns, served);
    fault.join();

    campaigns.forEach(this::assertSold);
  }

  private List<CampaignId> campaigns(String name) {
    return IntStream.range(0, CAMPAIGNS).mapToObj(n -> log.create(name + n, QUOTA, 1)).toList();
  }

  private List<Answer> sellOut(List<CampaignId> campaigns, AtomicInteger served) throws Exception {
    return Crowd.of(
        BUYERS,
        200,
        number -> {
          var node = number % 2 == 0 ? one : two;
          var answer = node.issue(campaigns.get(number % CAMPAIGNS), "user-" + number);
          served.incrementAndGet();
          return answer;
        });
  }

  private void assertSold(CampaignId campaign) {
    assertThat(log.issues(campaign))
        .extracting(issue -> issue.event().serial())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, QUOTA).boxed().toList());
  }

  private static long keys(Redis master) {
    return Long.parseLong(master.call("DBSIZE").getFirst());
  }
}
