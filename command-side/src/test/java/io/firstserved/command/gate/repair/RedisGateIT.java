package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.FastGate.CampaignPage;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.command.gate.repair.GateNode.Answer;
import io.firstserved.servers.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The gate on a real Redis, with a log in memory behind it. */
class RedisGateIT {

  private static final UserId ANNA = new UserId("anna");
  private static final UserId BERT = new UserId("bert");

  /** For so long a rebuild that left its lock behind would keep others out. */
  private static final Duration LOCK_TTL = Duration.ofSeconds(60);

  private final MemoryLog log = new MemoryLog();

  /** Patient, so that a busy machine does not bring the log-backed gate into it. */
  private final Map<String, ?> settings =
      Map.of(
          "first-served.gate.key-prefix", UUID.randomUUID() + ":",
          "first-served.gate.redis.command-timeout", "10s",
          "first-served.gate.redis.connect-timeout", "10s",
          "first-served.gate.rebuild.lock-ttl", "60s",
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

  private Granted granted(Reservation reservation) {
    assertThat(reservation).isInstanceOf(Granted.class);
    return (Granted) reservation;
  }

  private void assertConfirmed(CampaignId campaign, UserId user, long serial) {
    await()
        .untilAsserted(
            () -> assertThat(reserve(campaign, user)).isEqualTo(new AlreadyIssued(serial, 1)));
  }

  @Nested
  class StateOfACampaignThatTheLogDoesNotHave {

    @Test
    void isDeletedOnceItIsOld() {
      var rehearsals = new MemoryLog();
      var campaign = rehearsals.create("rehearsed", null, 1);
      try (var dying = new GateNode(rehearsals, TestServers.redis().port(), settings)) {
        granted(dying.gate.reserve(campaign, ANNA, null));
      }
      node.parts.reaper().sweep();
      assertThat(node.redis.inspect(campaign)).as("young: it may be in use").isPresent();

      var impatient = new HashMap<String, Object>(settings);
      impatient.put("first-served.gate.reaper.forget-after", "1ms");
      try (var later = new GateNode(log, TestServers.redis().port(), impatient)) {
        // A sweep passes over a campaign whose call failed, and the next one has it.
        await()
            .untilAsserted(
                () -> {
                  later.parts.reaper().sweep();
                  assertThat(later.redis.inspect(campaign)).isEmpty();
                });
        assertThat(later.redis.campaigns(CampaignPage.FIRST, 1_000).campaigns())
            .doesNotContain(campaign);
      }
    }
  }

  @Nested
  class UnderASpike {

    @Test
    void grantsExactlyTheQuotaOnePerUserAndEachSerialOnce() throws Exception {
      var campaign = log.create("spike", 1_000L, 1);

      // 3,000 buyers, each of whom asks twice.
      var answers = Crowd.of(6_000, 400, number -> node.issue(campaign, "user-" + number % 3_000));

      var issued = answers.stream().filter(Answer::issued).toList();
      assertThat(issued).hasSize(1_000);
      assertThat(issued).extracting(Answer::user).doesNotHaveDuplicates();
      assertThat(issued)
          .extracting(Answer::serial)
          .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 1_000).boxed().toList());
      assertThat(answers)
          .filteredOn(answer -> !answer.issued())
          .extracting(Answer::reason)
          .containsOnly(Reason.ALREADY_ISSUED, Reason.SOLD_OUT);
      assertThat(log.issues(campaign)).hasSize(1_000);
    }

    @Test
    void isExactWithTwoNodesOverOneRedis() throws Exception {
      var campaign = log.create("two-nodes", 500L, 1);
      try (var other = new GateNode(log, TestServers.redis().port(), settings)) {
        var answers =
            Crowd.of(
                3_000,
                200,
                number -> (number % 2 == 0 ? node : other).issue(campaign, "user-" + number / 2));

        assertThat(answers.stream().filter(Answer::issued)).hasSize(500);
        assertThat(log.issues(campaign)).hasSize(500);
      }
    }

    @Test
    void honoursAPerUserLimitAboveOne() throws Exception {
      var campaign = log.create("three-each", 10_000L, 3);

      Crowd.of(2_000, 200, number -> node.issue(campaign, "user-" + number % 100, "key-" + number));

      assertThat(log.issues(campaign)).hasSize(300);
    }

    @Test
    void grantsWithoutEndWhereThereIsNoQuota() throws Exception {
      var campaign = log.create("unlimited", null, 1);

      var answers = Crowd.of(2_000, 200, number -> node.issue(campaign, "user-" + number));

      assertThat(answers).allMatch(Answer::issued);
      assertThat(new HashSet<>(answers.stream().map(Answer::serial).toList())).hasSize(2_000);
    }
  }

  @Nested
  class Reserving {

    @Test
    void grantsAPendingReservationAgainToItsOwnUser() {
      var campaign = log.create("again", 10L, 1);

      var first = reserve(campaign, ANNA);

      assertThat(reserve(campaign, ANNA)).isEqualTo(granted(first).grantedAgain());
      assertThat(granted(reserve(campaign, BERT)).serial()).isEqualTo(2);
    }

    @Test
    void saysAlreadyIssuedOnceConfirmed() {
      var campaign = log.create("confirmed", 10L, 1);

      node.issue(campaign, "anna");

      assertConfirmed(campaign, ANNA, 1);
    }

    @Test
    void giveAReleasedSerialToTheNext() {
      var campaign = log.create("released", 1L, 1);
      var reservation = granted(reserve(campaign, ANNA));
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.SOLD_OUT, null));

      node.gate.release(reservation);

      await()
          .untilAsserted(() -> assertThat(granted(reserve(campaign, BERT)).serial()).isEqualTo(1));
    }

    @Test
    void doesNotSaySoldOutWhileAbandonedReservationsMayComeBack() {
      var campaign = log.create("abandoned", 1L, 1);
      reserve(campaign, ANNA);
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.SOLD_OUT, null));

      await()
          .untilAsserted(
              () ->
                  assertThat(reserve(campaign, BERT))
                      .isEqualTo(new Refused(Reason.UNAVAILABLE, null)));
    }

    @Test
    void freesWhatWasPendingOnceTheLogHasTheUsersOtherSerial() {
      var campaign = log.create("twice", 2L, 1);
      var reservation = granted(reserve(campaign, ANNA));
      var fromLog = new Granted(campaign, ANNA, 2, 1, reservation.reservedAt());
      log.append(fromLog, null);

      node.gate.confirm(fromLog);

      assertConfirmed(campaign, ANNA, 2);
      assertThat(granted(reserve(campaign, BERT)).serial()).isEqualTo(1);
      assertThat(reserve(campaign, new UserId("carl")))
          .isEqualTo(new Refused(Reason.SOLD_OUT, null));
    }

    @Test
    void ignoresTheReleaseOfAnOlderReservation() {
      var campaign = log.create("released-late", 1L, 1);
      var reservation = granted(reserve(campaign, ANNA));
      var stale = new Granted(campaign, ANNA, 1, 1, reservation.reservedAt().minusSeconds(5));

      node.redis.release(stale);

      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.SOLD_OUT, null));
    }

    @Test
    void tellsARetryFromAWishForAnotherCouponByTheIdempotencyKey() {
      var campaign = log.create("keys", 10L, 2);

      node.issue(campaign, "anna", "first");
      node.issue(campaign, "anna", "second");

      await()
          .untilAsserted(
              () ->
                  assertThat(node.gate.reserve(campaign, ANNA, "first"))
                      .isEqualTo(new AlreadyIssued(1, 1)));
      assertThat(node.gate.reserve(campaign, ANNA, "second")).isEqualTo(new AlreadyIssued(2, 2));
      assertThat(node.gate.reserve(campaign, ANNA, "third")).isEqualTo(new AlreadyIssued(2, 2));
    }

    @Test
    void grantsAFurtherCouponWhileTheFirstIsUnderWay() {
      var campaign = log.create("under-way", 10L, 3);

      assertThat(List.of(reserve(campaign, ANNA), reserve(campaign, ANNA), reserve(campaign, ANNA)))
          .extracting(reservation -> granted(reservation).ordinal())
          .containsExactly(1, 2, 3);
    }

    @Test
    void saysThatTheLimitIsReachedOnlyOnceNothingIsUnderWay() throws Exception {
      var campaign = log.create("limit-reached", 10L, 2);
      var first = granted(reserve(campaign, ANNA));
      node.issue(campaign, "anna");
      var fourth = CompletableFuture.supplyAsync(() -> reserve(campaign, ANNA));

      log.append(first, null);
      node.gate.confirm(first);

      assertThat(fourth.get()).isInstanceOf(AlreadyIssued.class);
    }

    @Test
    void grantsTheSameReservationToTheSameKeyOnly() {
      var campaign = log.create("same-key", 10L, 3);
      var first = node.gate.reserve(campaign, ANNA, "first");

      assertThat(node.gate.reserve(campaign, ANNA, "first"))
          .isEqualTo(granted(first).grantedAgain());
      assertThat(granted(reserve(campaign, ANNA)).ordinal()).isEqualTo(2);
    }

    @Test
    void answersARetryWithItsCouponAlsoWhenSoldOut() {
      var campaign = log.create("sold-out-retry", 1L, 1);

      node.issue(campaign, "anna");

      assertConfirmed(campaign, ANNA, 1);
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.SOLD_OUT, null));
    }
  }

  /** With a limit above 1, whatever Redis has forgotten or believes. */
  @Nested
  class AKeyGetsOneCoupon {

    private final UserId carl = new UserId("carl");
    private GateNode impatient;

    @BeforeEach
    void start() {
      var hasty = new HashMap<String, Object>(settings);
      hasty.put("first-served.gate.wait-limit", "100ms");
      impatient = new GateNode(log, TestServers.redis().port(), hasty);
    }

    @AfterEach
    void stop() {
      impatient.close();
    }

    @Test
    void whenItsReservationIsLostWhileItIsUnderWay() {
      var campaign = log.create("lost-key", 10L, 3);
      var lost = keyed(campaign);
      impatient.redis.drop(campaign);
      granted(impatient.gate.reserve(campaign, carl, null));

      oneOf(campaign, lost, keyed(campaign));
    }

    @Test
    void whenRedisTakesForIssuedWhatIsNot() {
      var campaign = log.create("wrong-belief", 10L, 3);
      var lost = keyed(campaign);
      impatient.redis.drop(campaign);
      var other = granted(impatient.gate.reserve(campaign, carl, null));
      impatient.redis.confirm(campaign, List.of(other));

      oneOf(campaign, lost, keyed(campaign));
    }

    @Test
    void whenItsCouponIsInTheLogAndRedisDoesNotKnow() {
      var campaign = log.create("unknown-key", 10L, 3);
      var lost = keyed(campaign);
      impatient.redis.drop(campaign);
      var other = granted(impatient.gate.reserve(campaign, carl, null));
      impatient.redis.confirm(campaign, List.of(other));
      assertThat(log.append(lost, "key")).isEqualTo(MemoryLog.Outcome.STORED);

      assertThat(impatient.gate.reserve(campaign, carl, "key"))
          .isEqualTo(new AlreadyIssued(lost.serial(), 1));
    }

    private Granted keyed(CampaignId campaign) {
      return granted(impatient.gate.reserve(campaign, carl, "key"));
    }

    private void oneOf(CampaignId campaign, Granted lost, Granted again) {
      log.append(again, "key");
      log.append(lost, "key");

      assertThat(log.issues(campaign)).hasSize(1);
    }
  }

  @Nested
  class TheWindow {

    @Test
    void isRefusedBeforeItOpensWithTheInstant() {
      var opensAt = Instant.parse("2999-01-01T00:00:00Z");
      var campaign = log.create("early", new CampaignTerms("early", 1L, 1, opensAt, null, null));

      assertThat(reserve(campaign, ANNA)).isEqualTo(new Refused(Reason.NOT_OPEN, opensAt));
    }

    @Test
    void isRefusedAfterItCloses() {
      var closesAt = Instant.parse("2000-01-01T00:00:00Z");
      var campaign = log.create("late", new CampaignTerms("late", 1L, 1, null, closesAt, null));

      assertThat(reserve(campaign, ANNA)).isEqualTo(new Refused(Reason.CLOSED, null));
    }

    @Test
    void followsAPauseAndAClosing() {
      var campaign = log.create("paused", 9L, 1);
      reserve(campaign, ANNA);

      log.pause(campaign, node.administration.hold(campaign).since());
      node.administration.refresh(campaign);
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.PAUSED, null));

      log.close(campaign, node.administration.hold(campaign).since());
      node.administration.refresh(campaign);
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.CLOSED, null));
    }

    @Test
    void grantsNothingFromRedisWhileHeldAndGoesOnAfterwards() {
      var campaign = log.create("held", 9L, 1);
      reserve(campaign, ANNA);

      var hold = node.administration.hold(campaign);
      node.administration.refresh(campaign);
      hold.close();

      assertThat(granted(reserve(campaign, BERT)).reservedAt()).isAfterOrEqualTo(hold.since());
    }

    @Test
    void followsARaisedQuota() {
      var campaign = log.create("raised", 1L, 1);
      node.issue(campaign, "anna");
      assertThat(reserve(campaign, BERT)).isEqualTo(new Refused(Reason.SOLD_OUT, null));

      log.raise(campaign, 2);
      node.administration.refresh(campaign);

      assertThat(granted(reserve(campaign, BERT)).serial()).isEqualTo(2);
    }
  }

  @Nested
  class WhenARebuildFails {

    @Test
    void letsAnotherOneBeginAtOnce() {
      var campaign = log.create("abandoned", 10L, 1);
      node.issue(campaign, "anna");
      log.breaksOff(true);

      assertThat(rebuilt(campaign)).isFalse();
      log.breaksOff(false);

      var begin = System.nanoTime();
      assertThat(rebuilt(campaign)).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LOCK_TTL);
      assertThat(node.issue(campaign, "bert").issued()).isTrue();
    }

    private boolean rebuilt(CampaignId campaign) {
      return node.parts.recovery().rebuildInBackground(node.tracked(campaign)).join();
    }
  }
}
