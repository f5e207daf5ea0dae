package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.FastGateAnswer;
import io.firstserved.command.gate.GateState;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the gate does when nobody asks, with many campaigns, on a real Redis. */
class GateUpkeepIT {

  private static final UserId ANNA = new UserId("anna");
  private static final UserId BERT = new UserId("bert");

  private final MemoryLog log = new MemoryLog();
  private final String prefix = UUID.randomUUID() + ":";

  /** A node whose sweeps are the test's. */
  private GateNode node(Map<String, ?> settings) {
    var all = new HashMap<String, Object>();
    all.put("key-prefix", prefix);
    all.put("redis.command-timeout", "10s");
    all.put("wait-limit", "10s");
    all.put("reaper.interval", "1h");
    all.putAll(settings);
    var named = new HashMap<String, Object>();
    all.forEach((key, value) -> named.put("first-served.gate." + key, value));
    return new GateNode(log, TestServers.redis().port(), named).sweptByHand();
  }

  private List<CampaignId> campaigns(int count) {
    return IntStream.range(0, count).mapToObj(i -> log.create("campaign-" + i, 2L, 1)).toList();
  }

  private static Reservation reserve(GateNode node, CampaignId campaign, UserId user) {
    return node.gate.reserve(campaign, user, null);
  }

  private static long rebuilds(GateNode node) {
    var timer = node.meters.find("coupon.gate.duration").tag("operation", "rebuild").timer();
    return timer == null ? 0 : timer.count();
  }

  private static void sweepUntilGone(GateNode node, CampaignId campaign) {
    await()
        .untilAsserted(
            () -> {
              node.parts.reaper().sweep();
              assertThat(node.redis.inspect(campaign)).isEmpty();
            });
  }

  @Nested
  class ASweep {

    private static final int MANY = 300;
    private static final int OTHERS = 10;

    /** Campaigns fall quiet at once. */
    private static final Map<String, ?> QUIET =
        Map.of("reaper.pending-limit", "1ms", "reaper.others-per-sweep", OTHERS);

    @Test
    void costsTheSameHoweverManyCampaignsAreQuiet() {
      try (var node = node(QUIET)) {
        campaigns(MANY).forEach(node.administration::refresh);
        await().until(() -> node.parts.campaigns().recent(Duration.ofMillis(2), MANY), this::swept);

        var before = log.lookUps();
        node.parts.reaper().sweep();

        assertThat(log.lookUps() - before).isPositive().isLessThanOrEqualTo(OTHERS);
      }
    }

    private boolean swept(List<GatedCampaign> recent) {
      recent.forEach(GatedCampaign::swept);
      return recent.isEmpty();
    }

    @Test
    void comesToEachQuietCampaignInTurn() {
      try (var node = node(QUIET)) {
        var campaigns = campaigns(MANY);
        campaigns.forEach(node.administration::refresh);
        campaigns.forEach(campaign -> log.raise(campaign, 3));

        // A page may hold more than it was asked for, so a round is not exactly so many sweeps.
        for (int sweep = 0; sweep < 3 * MANY / OTHERS; sweep++) {
          node.parts.reaper().sweep();
        }

        assertThat(campaigns)
            .allSatisfy(
                campaign ->
                    assertThat(node.redis.inspect(campaign))
                        .get()
                        .extracting(GateState::quota)
                        .isEqualTo(3L));
      }
    }

    @Test
    void comesToThoseAskedForAtOnceWhoeverLeftThemPending() {
      var campaigns = campaigns(MANY);
      try (var dead = node(Map.of())) {
        campaigns.forEach(dead.administration::refresh);
        reserve(dead, campaigns.getLast(), ANNA);
        reserve(dead, campaigns.getLast(), BERT);
      }
      try (var alive = node(Map.of("reaper.pending-limit", "1ms", "reaper.others-per-sweep", 1))) {
        assertThat(reserve(alive, campaigns.getLast(), new UserId("carl")))
            .isInstanceOf(Refused.class);

        alive.parts.reaper().sweep();

        assertThat(reserve(alive, campaigns.getLast(), new UserId("carl")))
            .isInstanceOf(Granted.class);
      }
    }

    @Test
    void leavesToTheNextOneWhatIsTooMuchForIt() {
      var campaigns = campaigns(20);
      try (var node =
          node(
              Map.of(
                  "reaper.pending-limit", "1ms",
                  "reaper.recent-per-sweep", 5,
                  "reaper.others-per-sweep", 1))) {
        campaigns.forEach(campaign -> reserve(node, campaign, ANNA));

        node.parts.reaper().sweep();
        assertThat(settled(node, campaigns)).isBetween(5L, 6L);

        for (int sweep = 1; sweep < 4; sweep++) {
          node.parts.reaper().sweep();
        }
        assertThat(settled(node, campaigns)).isEqualTo(20);
      }
    }

    private static long settled(GateNode node, List<CampaignId> campaigns) {
      return campaigns.stream()
          .map(node.redis::inspect)
          .flatMap(Optional::stream)
          .filter(state -> state.pending() == 0)
          .count();
    }
  }

  @Nested
  class AnotherLifeOfTheLog {

    private void begin(GateNode node) {
      node.incarnation.incrementAndGet();
      node.administration.incarnationBegun();
    }

    @Test
    void beginsWithNothingOfWhatWasBelievedInTheOneBefore() {
      var campaign = log.create("lived-before", 2L, 1);
      var other = log.create("another", 2L, 1);
      try (var node = node(Map.of())) {
        // Of the life that is void: terms that the log does not have, and two reservations.
        node.redis.updateTerms(log.find(campaign).orElseThrow());
        reserve(node, campaign, ANNA);
        reserve(node, campaign, BERT);
        reserve(node, other, ANNA);
        assertThat(reserve(node, campaign, new UserId("carl"))).isInstanceOf(Refused.class);

        begin(node);

        assertThat(node.redis.inspect(campaign)).isEmpty();
        assertThat(reserve(node, campaign, new UserId("carl"))).isInstanceOf(Granted.class);
        assertThat(node.redis.inspect(campaign)).isPresent();
      }
    }

    @Test
    void lastsWhileSweepsDeleteWhatTheOneBeforeLeft() {
      var campaigns = campaigns(5);
      try (var node = node(Map.of("reaper.others-per-sweep", 2))) {
        campaigns.forEach(campaign -> reserve(node, campaign, ANNA));
        begin(node);
        reserve(node, campaigns.getFirst(), BERT);

        for (int sweep = 0; sweep < 5; sweep++) {
          node.parts.reaper().sweep();
        }

        assertThat(node.redis.inspect(campaigns.getFirst())).isPresent();
        node.incarnation.set(0);
        assertThat(campaigns).allMatch(campaign -> node.redis.inspect(campaign).isEmpty());
        assertThat(campaigns).noneMatch(node.redis::knows);
      }
    }
  }

  @Nested
  class Rebuilds {

    @Test
    void areNeverMoreAtOnceThanTheLimit() {
      var running = new AtomicInteger();
      var most = new AtomicInteger();
      var go = new CountDownLatch(1);
      log.duringReading(
          () -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await().until(() -> go.getCount() == 0);
            running.decrementAndGet();
          });
      try (var node = node(Map.of("rebuild.at-once", 2))) {
        var rebuilds =
            campaigns(20).stream()
                .map(node::tracked)
                .map(node.parts.recovery()::rebuildInBackground)
                .toList();
        await().until(() -> running.get() == 2);
        // Time enough for the others to come, if anything let them.
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);
        go.countDown();

        assertThat(rebuilds).allMatch(CompletableFuture::join);
        assertThat(most).hasValue(2);
      }
    }

    @Test
    void areNotDoneAgainByWhoWaitedWhileAnotherNodeDidIt() {
      var slow = log.create("slow", 9L, 1);
      var campaign = log.create("meanwhile", 9L, 1);
      var go = new CountDownLatch(1);
      try (var one = node(Map.of());
          var two = node(Map.of("rebuild.at-once", 1))) {
        var reading = new AtomicInteger();
        log.duringReading(
            () -> {
              reading.incrementAndGet();
              await().until(() -> go.getCount() == 0);
            });
        var first = two.parts.recovery().rebuildInBackground(two.tracked(slow));
        await().until(() -> reading.get() == 1);
        log.duringReading(() -> {});
        var waiting = CompletableFuture.supplyAsync(() -> reserve(two, campaign, ANNA));
        // Time enough to find that there is no state, and to stand in line.
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);

        reserve(one, campaign, BERT);
        go.countDown();

        assertThat(first.join()).isTrue();
        assertThat(waiting.join()).isInstanceOf(Granted.class);
        assertThat(rebuilds(one)).isEqualTo(1);
        assertThat(rebuilds(two)).as("the slow one").isEqualTo(1);
      }
    }
  }

  @Nested
  class StateOfAnEndedCampaign {

    private static final Map<String, ?> AT_ONCE = Map.of("reaper.retain-ended", "1ms");

    @Test
    void leavesRedisOnceClosedAndIsNotRebuiltWhenAskedFor() {
      var campaign = log.create("closed", 9L, 1);
      try (var node = node(AT_ONCE)) {
        var serial = node.issue(campaign, "anna").serial();
        log.close(campaign, node.administration.hold(campaign).since());
        node.administration.refresh(campaign);

        sweepUntilGone(node, campaign);

        assertAnsweredFromTheLog(node, campaign, serial, Reason.CLOSED);
      }
    }

    @Test
    void leavesRedisOnceItsWindowIsOver() {
      var closesAt = Instant.now().plusSeconds(1);
      var campaign = log.create("over", new CampaignTerms("over", 9L, 1, null, closesAt, null));
      try (var node = node(AT_ONCE)) {
        var serial = node.issue(campaign, "anna").serial();

        sweepUntilGone(node, campaign);

        assertAnsweredFromTheLog(node, campaign, serial, Reason.CLOSED);
      }
    }

    @Test
    void leavesRedisOnceSoldOutAndComesBackWhenItsQuotaIsRaised() {
      var campaign = log.create("sold-out", 1L, 1);
      try (var node = node(AT_ONCE)) {
        var serial = node.issue(campaign, "anna").serial();

        sweepUntilGone(node, campaign);

        assertAnsweredFromTheLog(node, campaign, serial, Reason.SOLD_OUT);

        log.raise(campaign, 2);
        node.administration.refresh(campaign);
        assertThat(((Granted) reserve(node, campaign, BERT)).serial()).isEqualTo(2);
        assertThat(node.redis.inspect(campaign)).isPresent();
      }
    }

    private static void assertAnsweredFromTheLog(
        GateNode node, CampaignId campaign, long serial, Reason reason) {
      var before = rebuilds(node);
      assertThat(reserve(node, campaign, ANNA)).isEqualTo(new AlreadyIssued(serial, 1));
      assertThat(reserve(node, campaign, BERT)).isEqualTo(new Refused(reason, null));
      assertThat(rebuilds(node)).isEqualTo(before);
      assertThat(node.redis.inspect(campaign)).isEmpty();
    }

    @Test
    void isNotRebuiltByANodeThatNeverKnewIt() {
      var campaign = log.create("long-ago", 1L, 1);
      log.append(campaign, "anna", 1);
      log.close(campaign, Instant.now().minusSeconds(1));
      try (var node = node(AT_ONCE)) {
        assertAnsweredFromTheLog(node, campaign, 1, Reason.CLOSED);
      }
    }

    @Test
    void staysForTheCrowdThatStillAsks() {
      var campaign = log.create("just-sold-out", 1L, 1);
      try (var node = node(Map.of())) {
        node.issue(campaign, "anna");
        await()
            .until(() -> node.redis.inspect(campaign).orElseThrow().pending(), left -> left == 0);

        node.parts.reaper().sweep();

        assertThat(node.redis.inspect(campaign)).isPresent();
      }
    }

    @Test
    void staysWhileSomethingIsPending() {
      var campaign = log.create("pending", 9L, 1);
      try (var node = node(AT_ONCE)) {
        reserve(node, campaign, ANNA);
        log.close(campaign, Instant.now().minusSeconds(1));
        node.administration.refresh(campaign);

        node.parts.reaper().sweep();

        assertThat(node.redis.inspect(campaign)).get().extracting(GateState::pending).isEqualTo(1L);
      }
    }
  }

  @Nested
  class WhatOthersDo {

    private FastGateAnswer ask(GateNode node, CampaignId campaign, UserId user) {
      return node.redis.reserve(campaign, user, null);
    }

    private CampaignState termsOf(CampaignId campaign) {
      return log.find(campaign).orElseThrow();
    }

    @Test
    void holdsOutlastTermsThatAnotherNodeReads() {
      var campaign = log.create("held", 9L, 1);
      try (var node = node(Map.of("hold-limit", "1m"))) {
        reserve(node, campaign, ANNA);

        try (var hold = node.administration.hold(campaign)) {
          node.redis.updateTerms(termsOf(campaign));
          assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Busy.class);
        }

        assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Decided.class);
      }
    }

    @Test
    void holdsOutlastThoseOfOthers() {
      var campaign = log.create("held-twice", 9L, 1);
      try (var node = node(Map.of("hold-limit", "1m"))) {
        reserve(node, campaign, ANNA);
        var first = node.administration.hold(campaign);
        var second = node.administration.hold(campaign);

        second.close();
        assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Busy.class);

        first.close();
        assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Decided.class);
      }
    }

    @Test
    void holdsEndByThemselvesWhenTheirNodeDied() {
      var campaign = log.create("held-by-the-dead", 9L, 1);
      try (var node = node(Map.of("hold-limit", "100ms"))) {
        reserve(node, campaign, ANNA);
        node.administration.hold(campaign);

        await()
            .untilAsserted(
                () ->
                    assertThat(ask(node, campaign, BERT))
                        .isInstanceOf(FastGateAnswer.Decided.class));
      }
    }

    @Test
    void holdsAndNewerTermsOutlastARebuild() {
      var campaign = log.create("raised-meanwhile", 1L, 1);
      try (var node = node(Map.of("hold-limit", "1m"))) {
        reserve(node, campaign, ANNA);
        var rebuild =
            node.redis.rebuild(termsOf(campaign), node.properties.rebuild()).orElseThrow();
        rebuild.addFree();
        log.raise(campaign, 2);
        node.redis.updateTerms(termsOf(campaign));
        var hold = node.administration.hold(campaign);

        rebuild.freeze();
        rebuild.switchOver();

        assertThat(node.redis.inspect(campaign)).get().extracting(GateState::quota).isEqualTo(2L);
        assertThat(node.redis.inspect(campaign)).get().extracting(GateState::version).isEqualTo(1L);
        assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Busy.class);
        hold.close();
        assertThat(ask(node, campaign, BERT)).isInstanceOf(FastGateAnswer.Decided.class);
      }
    }

    /** A reaper asked the log a moment before the append, and was slower than the confirmation. */
    @Test
    void whatWasConfirmedIsNotTakenBackByWhoLookedBeforeItWasDurable() {
      var campaign = log.create("looked-too-early", 9L, 1);
      try (var node = node(Map.of())) {
        var reservation = (Granted) reserve(node, campaign, ANNA);
        log.append(reservation, null);
        node.redis.confirm(campaign, List.of(reservation));

        assertThat(node.redis.correct(reservation, Optional.empty(), Optional.empty())).isTrue();

        assertThat(reserve(node, campaign, ANNA))
            .isEqualTo(new AlreadyIssued(reservation.serial(), 1));
        var state = node.redis.inspect(campaign).orElseThrow();
        assertThat(state.users()).isEqualTo(state.used()).isEqualTo(1);
      }
    }

    @Test
    void nothingIsCorrectedWhileARebuildIsAboutToSwitch() {
      var campaign = log.create("frozen", 9L, 1);
      try (var node = node(Map.of("rebuild.freeze-limit", "1m"))) {
        var reservation = (Granted) reserve(node, campaign, ANNA);
        var rebuild =
            node.redis.rebuild(termsOf(campaign), node.properties.rebuild()).orElseThrow();
        rebuild.addFree();
        rebuild.freeze();
        // Caught up already, so the switch will not know it.
        log.append(reservation, null);
        var issue = log.findIssue(campaign, reservation.serial());

        assertThat(node.redis.correct(reservation, issue, issue)).isFalse();
        rebuild.switchOver();
        assertThat(node.redis.correct(reservation, issue, issue)).isTrue();

        assertThat(reserve(node, campaign, ANNA))
            .isEqualTo(new AlreadyIssued(reservation.serial(), 1));
      }
    }
  }
}
