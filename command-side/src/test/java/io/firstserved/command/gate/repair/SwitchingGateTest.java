package io.firstserved.command.gate.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.gate.MemoryLog;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.command.gate.repair.GateNode.Answer;
import io.firstserved.command.log.LogReader.Issue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gate where no Redis ever answers: the log is the gate. */
class SwitchingGateTest {

  /** Nothing listens on TCP's discard port. */
  private static final int NOBODY = 9;

  private static final UserId ANNA = new UserId("anna");

  private final MemoryLog log = new MemoryLog();
  private final GateNode node = new GateNode(log, NOBODY, Map.of());

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void sellsEverythingWithoutRedis() throws Exception {
    var campaign = log.create("no-redis", 300L, 1);

    var answers = Crowd.of(900, 100, number -> node.issue(campaign, "user-" + number));

    assertThat(answers.stream().filter(Answer::issued).map(Answer::serial))
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, 300).boxed().toList());
    assertThat(answers)
        .filteredOn(answer -> !answer.issued())
        .extracting(Answer::reason)
        .containsOnly(Reason.SOLD_OUT);
  }

  @Test
  void sellsEverythingOnTwoNodesWithoutRedis() throws Exception {
    var campaign = log.create("no-redis-two", 300L, 1);
    try (var other = new GateNode(log, NOBODY, Map.of())) {
      Crowd.of(
          900, 100, number -> (number % 2 == 0 ? node : other).issue(campaign, "user-" + number));
    }

    assertThat(log.issues(campaign)).hasSize(300);
  }

  @Test
  void knowsWhatAUserHoldsAndByWhichKey() {
    var campaign = log.create("keys", 10L, 2);
    var first = node.issue(campaign, "anna", "first").serial();
    var second = node.issue(campaign, "anna", "second").serial();

    assertThat(node.gate.reserve(campaign, ANNA, "first")).isEqualTo(new AlreadyIssued(first, 1));
    assertThat(node.gate.reserve(campaign, ANNA, "third")).isEqualTo(new AlreadyIssued(second, 2));
  }

  @Test
  void grantsAFurtherCouponWhileTheFirstIsUnderWay() {
    var campaign = log.create("under-way", 100L, 3);

    assertThat(List.of(reserve(campaign), reserve(campaign), reserve(campaign)))
        .extracting(Granted::ordinal)
        .containsExactly(1, 2, 3);
    assertThat(node.gate.reserve(campaign, ANNA, null))
        .as("what is under way may fail: the limit is not reached")
        .isInstanceOf(Granted.class);
  }

  @Test
  void grantsAKeyOnlyWhatTheLogDoesNotHaveYet() {
    var campaign = log.create("first-vacant", 100L, 3);
    reserve(campaign);

    var keyed = (Granted) node.gate.reserve(campaign, ANNA, "key");

    assertThat(keyed.ordinal()).isEqualTo(1);
  }

  @Test
  void givesEachUserTheLimitAndNoKeyTwo() throws Exception {
    var campaign = log.create("three-each", 10_000L, 3);

    Crowd.of(
        1_200, 100, number -> node.issue(campaign, "user-" + number % 60, "key-" + number % 600));

    assertThat(log.issues(campaign)).hasSize(180);
    assertThat(log.issues(campaign)).extracting(Issue::idempotencyKey).doesNotHaveDuplicates();
  }

  private Granted reserve(CampaignId campaign) {
    var reservation = node.gate.reserve(campaign, ANNA, null);
    assertThat(reservation).isInstanceOf(Granted.class);
    return (Granted) reservation;
  }

  @Test
  void judgesTheWindowByTheDatabasesClock() {
    var opensAt = Instant.parse("2999-01-01T00:00:00Z");
    var campaign = log.create("early", new CampaignTerms("early", 1L, 1, opensAt, null, null));

    assertThat(node.gate.reserve(campaign, ANNA, null))
        .isEqualTo(new Refused(Reason.NOT_OPEN, opensAt));
  }

  @Test
  void givesAReleasedSerialToTheNext() {
    var campaign = log.create("released", 1L, 1);
    var reservation = (Granted) node.gate.reserve(campaign, ANNA, null);

    node.gate.release(reservation);

    assertThat(node.gate.reserve(campaign, new UserId("bert"), null)).isInstanceOf(Granted.class);
  }

  @Test
  void givesASerialThatGotLostToAnother() {
    var campaign = log.create("lost", 1L, 1);
    try (var impatient =
        new GateNode(
            log,
            NOBODY,
            Map.of(
                "first-served.gate.reaper.pending-limit", "1ms",
                "first-served.gate.reaper.interval", "50ms"))) {
      // Neither confirmed nor released: what became of the append is not known.
      impatient.gate.reserve(campaign, ANNA, null);

      await()
          .untilAsserted(
              () ->
                  assertThat(impatient.gate.reserve(campaign, new UserId("bert"), null))
                      .isInstanceOf(Granted.class));
    }
  }

  @Test
  void doesNotGiveAwayWhatTheLogHasAfterAll() throws Exception {
    var campaign = log.create("stored", 2L, 1);
    var reservation = (Granted) node.gate.reserve(campaign, ANNA, null);
    log.append(reservation, null);

    var ofAnyAge = Duration.ofSeconds(-1);
    node.parts
        .reconciliation()
        .reconcileLogBacked(
            node.parts.logGate().overdue(ofAnyAge, 10), new Deadline(Duration.ofMinutes(1)));

    assertThat(node.parts.logGate().overdue(ofAnyAge, 10)).isEmpty();
    assertThat(Crowd.of(5, 1, number -> node.issue(campaign, "user-" + number)).stream())
        .filteredOn(Answer::issued)
        .extracting(Answer::serial)
        .containsExactly(3 - reservation.serial());
  }

  @Test
  void refusesForNowWhenTheLogIsGoneToo() {
    var campaign = log.create("nothing", 10L, 1);
    log.gone(true);

    assertThat(node.gate.reserve(campaign, ANNA, null))
        .isEqualTo(new Refused(Reason.UNAVAILABLE, null));
  }
}
