package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.repair.GateNode.Answer;
import io.firstserved.servers.Redis;
import io.firstserved.servers.TestServers;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Breaks a real Redis under two nodes' gates while hundreds of callers want coupons. The log is in
 * memory, so that its two unique keys and nothing else stand behind the gate.
 */
class GateFaultIT {

  private static final Logger LOG = LoggerFactory.getLogger(GateFaultIT.class);
  private static final long QUOTA = 2_000;
  private static final int BUYERS = 5_000;
  private static final Map<String, ?> IMPATIENT =
      Map.of(
          "first-served.gate.reaper.pending-limit", "500ms",
          "first-served.gate.reaper.interval", "100ms",
          "first-served.gate.reaper.terms-interval", "500ms");

  private static Redis server;
  private final MemoryLog log = new MemoryLog();

  @BeforeAll
  static void startRedis() {
    server = TestServers.newRedis();
  }

  @AfterAll
  static void stopRedis() {
    server.close();
  }

  private GateNode node() {
    return new GateNode(log, server.port(), IMPATIENT);
  }

  /** Half of the buyers come before the fault, half after it; then everybody asks once more. */
  private void sellOut(CampaignId campaign, Runnable fault) throws Exception {
    sellOut(campaign, this::node, fault);
  }

  private void sellOut(CampaignId campaign, Supplier<GateNode> nodes, Runnable fault)
      throws Exception {
    try (var one = nodes.get();
        var two = nodes.get()) {
      var served = new AtomicInteger();
      var breaker =
          Thread.ofVirtual()
              .start(
                  () -> {
                    await().until(() -> served.get() > QUOTA / 2);
                    fault.run();
                  });
      var answers =
          Crowd.of(
              BUYERS,
              200,
              number -> {
                var answer = (number % 2 == 0 ? one : two).issue(campaign, "user-" + number);
                served.incrementAndGet();
                return answer;
              });
      breaker.join();
      LOG.info(
          "{}: {}",
          campaign,
          answers.stream().collect(Collectors.groupingBy(Answer::outcome, Collectors.counting())));
      assertEverythingIsSold(campaign, one);
      assertHistoryAgrees(campaign, answers);
      assertGateAgrees(campaign, one);
    }
  }

  private void assertEverythingIsSold(CampaignId campaign, GateNode node) {
    var latecomers = new AtomicInteger();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              for (int i = 0; i < 10; i++) {
                node.issue(campaign, "late-" + latecomers.incrementAndGet());
              }
              return log.issues(campaign).size() >= QUOTA;
            });
    assertThat(log.issues(campaign))
        .extracting(issue -> issue.event().serial())
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, QUOTA).boxed().toList());
    assertThat(log.issues(campaign))
        .extracting(issue -> issue.event().userId())
        .doesNotHaveDuplicates();
  }

  private void assertHistoryAgrees(CampaignId campaign, List<Answer> answers) {
    var inLog =
        log.issues(campaign).stream()
            .map(issue -> issue.event().userId().value())
            .collect(Collectors.toSet());
    assertThat(answers)
        .allSatisfy(answer -> assertThat(inLog.contains(answer.user())).isEqualTo(answer.issued()));
  }

  private void assertGateAgrees(CampaignId campaign, GateNode node) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreException(FastGateUnavailableException.class)
        .untilAsserted(
            () -> {
              node.issue(campaign, "another");
              assertThat(node.redis.inspect(campaign))
                  .get()
                  .satisfies(
                      state -> {
                        assertThat(state.used()).isEqualTo(QUOTA);
                        assertThat(state.users()).isEqualTo(QUOTA);
                        assertThat(state.pending()).isZero();
                        assertThat(state.free()).isZero();
                      });
            });
  }

  @Test
  void isExactAfterAFlush() throws Exception {
    sellOut(log.create("flush", QUOTA, 1), server::flush);
  }

  @Test
  void isExactWhenTheScriptCacheIsFlushed() throws Exception {
    sellOut(log.create("scripts", QUOTA, 1), () -> server.call("SCRIPT", "FLUSH"));
  }

  @Test
  void isExactWhenRedisDiesAndComesBackEmpty() throws Exception {
    sellOut(
        log.create("killed", QUOTA, 1),
        () -> {
          server.kill();
          server.restart();
          server.flush();
        });
  }

  @Test
  void isExactWhenRedisStandsStill() throws Exception {
    sellOut(
        log.create("paused", QUOTA, 1),
        () -> {
          server.pause();
          await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
          server.resume();
        });
  }

  @Test
  void isExactWhenRedisIsFull() throws Exception {
    sellOut(
        log.create("full", QUOTA, 1),
        () -> {
          server.call("CONFIG", "SET", "maxmemory", "1");
          await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
          server.call("CONFIG", "SET", "maxmemory", "0");
        });
  }

  @Test
  void isExactWhenTheMasterDiesAndAReplicaTakesOver() throws Exception {
    try (var cluster = TestServers.newRedisSentinelCluster()) {
      var sentinels =
          RedisURI.create(
              "redis-sentinel://" + cluster.sentinelAddresses() + "/0#" + cluster.masterName());
      sellOut(
          log.create("failover", QUOTA, 1),
          () -> new GateNode(log, sentinels, IMPATIENT),
          () -> cluster.master().kill());
    }
  }

  @Test
  void givesAwayWhatADeadNodeHadReserved() throws Exception {
    var campaign = log.create("dead-before-append", 10L, 1);
    try (var dead = node()) {
      for (int i = 0; i < 10; i++) {
        dead.gate.reserve(campaign, new UserId("unlucky-" + i), null);
      }
    }
    try (var alive = node()) {
      var next = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                alive.issue(campaign, "lucky-" + next.incrementAndGet());
                return log.issues(campaign).size() == 10;
              });
    }
  }

  @Test
  void confirmsWhatADeadNodeHadIssued() throws Exception {
    var campaign = log.create("dead-before-confirm", 10L, 1);
    var anna = new UserId("anna");
    try (var dead = node()) {
      log.append((Granted) dead.gate.reserve(campaign, anna, null), null);
    }
    try (var alive = node()) {
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(alive.gate.reserve(campaign, anna, null))
                      .isEqualTo(new AlreadyIssued(1, 1)));
    }
  }

  @Test
  void findsSerialsThatGotLost() throws Exception {
    var campaign = log.create("lost", 10L, 1);
    try (var node = node()) {
      node.issue(campaign, "anna");
      server.call("HSET", "first-served:{lost}:terms", "counter", "10");

      var next = new AtomicInteger();
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                node.issue(campaign, "user-" + next.incrementAndGet());
                return log.issues(campaign).size() == 10;
              });
    }
  }

  @Test
  void rebuildsBesideTheCallersWithoutLosingAnything() throws Exception {
    var campaign = log.create("rebuilt", QUOTA, 1);
    sellOut(
        campaign,
        () -> {
          try (var third = node();
              var fourth = node()) {
            third.issue(campaign, "third");
            fourth.issue(campaign, "fourth");
            for (int i = 0; i < 5; i++) {
              var rebuilds =
                  List.of(
                      third.parts.recovery().rebuildInBackground(third.tracked(campaign)),
                      fourth.parts.recovery().rebuildInBackground(fourth.tracked(campaign)));
              rebuilds.forEach(java.util.concurrent.CompletableFuture::join);
            }
          }
        });
    try (var node = node()) {
      assertThat(node.redis.inspect(campaign)).get().extracting(GateState::state).isEqualTo("OPEN");
    }
  }
}
