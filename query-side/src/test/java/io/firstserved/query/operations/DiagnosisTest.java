package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.database.group.GroupState;
import io.firstserved.database.group.MemberState;
import io.firstserved.query.operations.Finding.Code;
import io.firstserved.query.operations.Finding.Severity;
import io.firstserved.query.operations.LagView.Behind;
import io.firstserved.query.operations.LagView.OfProjection;
import io.firstserved.query.projection.ProjectorState;
import io.firstserved.query.projection.ProjectorState.Status;
import io.firstserved.query.status.ProjectionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One sentence at a time: the worst that is the finding. */
class DiagnosisTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration NONE = Duration.ZERO;
  private static final DatabaseSample SOUND = new DatabaseSample(List.of(), List.of());

  private final Diagnosis diagnosis = new Diagnosis(Duration.ofSeconds(1), Duration.ofSeconds(5));

  private static HealthSample sample(
      LagView lag, Status projector, Duration relayStill, Duration still) {
    return new HealthSample(
        NOW,
        NONE,
        NONE,
        NONE,
        relayStill,
        still,
        12L,
        new ProjectorState.View(
            projector, NOW.minusSeconds(40), null, Set.of(), Map.of(), Map.of()),
        SOUND,
        lag,
        List.of());
  }

  private static LagView lag(long relayEvents, long projectorEvents, double seconds) {
    return lag(NOW, relayEvents, projectorEvents, seconds);
  }

  private static LagView lag(
      @Nullable Instant measuredAt, long relayEvents, long projectorEvents, double seconds) {
    var relay = new Behind(relayEvents, relayEvents == 0 ? 0 : seconds);
    var kafka = new Behind(projectorEvents - relayEvents, seconds);
    var projector = new Behind(projectorEvents, seconds);
    return new LagView(
        measuredAt,
        100L,
        0L,
        100L,
        0,
        0,
        relay,
        kafka,
        projector,
        List.of(new OfProjection("coupons", 1L, projector)));
  }

  private static ProjectionView projection(String state, long deadLetters) {
    return new ProjectionView(
        "coupons",
        state,
        "partition 3 lacks an event",
        0,
        0,
        1,
        1,
        true,
        0,
        deadLetters,
        null,
        List.of());
  }

  private static HealthSample with(HealthSample sample, ProjectionView projection) {
    return new HealthSample(
        sample.at(),
        sample.logUnseen(),
        sample.topicUnseen(),
        sample.readModelUnseen(),
        sample.relayStill(),
        sample.projectorStill(),
        sample.catchUpSeconds(),
        sample.projector(),
        sample.databases(),
        sample.lag(),
        List.of(projection));
  }

  private static HealthSample with(HealthSample sample, DatabaseSample databases) {
    return new HealthSample(
        sample.at(),
        sample.logUnseen(),
        sample.topicUnseen(),
        sample.readModelUnseen(),
        sample.relayStill(),
        sample.projectorStill(),
        sample.catchUpSeconds(),
        sample.projector(),
        databases,
        sample.lag(),
        sample.projections());
  }

  private static DatabaseSample group(Duration withoutPrimary, int online, String... faults) {
    var members =
        withoutPrimary.isZero()
            ? Map.of(MemberState.ONLINE, online, MemberState.MISSING, 3 - online)
            : Map.<MemberState, Integer>of();
    var primary = withoutPrimary.isZero() ? "one:3306" : null;
    return new DatabaseSample(
        List.of(new GroupState("one:3306", primary, withoutPrimary, members)), List.of(faults));
  }

  @Test
  void saysThatAllIsWell() {
    var finding = diagnosis.of(sample(lag(0, 0, 0), Status.RUNNING, NONE, NONE));
    assertThat(finding.code()).isEqualTo(Code.HEALTHY);
    assertThat(finding.severity()).isEqualTo(Severity.GOOD);
  }

  @Test
  void saysThatTheLogDivergedBeforeAnythingElse() {
    var lagging = sample(lag(0, 1_204, 40), Status.STOPPED, NONE, Duration.ofSeconds(39));
    var finding = diagnosis.of(with(lagging, projection("LOG_DIVERGED", 3)));
    assertThat(finding.code()).isEqualTo(Code.LOG_DIVERGED);
    assertThat(finding.severity()).isEqualTo(Severity.BAD);
    assertThat(finding.projection()).isEqualTo("coupons");
  }

  @Test
  void doesNotCallWellWhatWasNeverMeasured() {
    var finding = diagnosis.of(sample(lag(null, 0, 0, 0), Status.RUNNING, NONE, NONE));
    assertThat(finding.code()).isEqualTo(Code.NOT_MEASURED);
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
  }

  @Test
  void saysSinceWhenTheProjectorIsStoppedAndHowManyWait() {
    var finding =
        diagnosis.of(sample(lag(0, 1_204, 40), Status.STOPPED, NONE, Duration.ofSeconds(39)));
    assertThat(finding.code()).isEqualTo(Code.PROJECTOR_STOPPED);
    assertThat(finding.seconds()).isEqualTo(40);
    assertThat(finding.events()).isEqualTo(1_204);
    assertThat(finding.severity()).isEqualTo(Severity.BAD);
  }

  @Test
  void callsAStoppedProjectorNoTroubleWhileAnotherNodeGoesOn() {
    var finding = diagnosis.of(sample(lag(0, 3, 0.2), Status.STOPPED, NONE, NONE));
    assertThat(finding.code()).isEqualTo(Code.HEALTHY);
  }

  @Test
  void blamesTheRelayForWhatIsNotInTheTopic() {
    var finding =
        diagnosis.of(
            sample(lag(7, 7, 9), Status.RUNNING, Duration.ofSeconds(9), Duration.ofSeconds(9)));
    assertThat(finding.code()).isEqualTo(Code.RELAY_STANDING);
    assertThat(finding.events()).isEqualTo(7);
  }

  @Test
  void blamesTheProjectorForWhatIsInTheTopic() {
    var finding = diagnosis.of(sample(lag(0, 7, 9), Status.RUNNING, NONE, Duration.ofSeconds(9)));
    assertThat(finding.code()).isEqualTo(Code.PROJECTOR_STANDING);
  }

  @Test
  void saysWhenALagWillBeWorkedOff() {
    var finding = diagnosis.of(sample(lag(0, 5_000, 3), Status.RUNNING, NONE, NONE));
    assertThat(finding.code()).isEqualTo(Code.LAGGING);
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.catchUpSeconds()).isEqualTo(12);
  }

  @Test
  void namesTheSourceThatCannotBeSeen() {
    var well = sample(lag(0, 0, 8), Status.RETRYING, NONE, NONE);
    var unseen =
        new HealthSample(
            NOW,
            NONE,
            Duration.ofSeconds(8),
            NONE,
            NONE,
            Duration.ofSeconds(8),
            null,
            well.projector(),
            SOUND,
            well.lag(),
            List.of());
    assertThat(diagnosis.of(unseen).code()).isEqualTo(Code.TOPIC_UNSEEN);
    assertThat(diagnosis.of(unseen).seconds()).isEqualTo(8);
  }

  @Test
  void saysThatNothingCanBeIssuedWithoutAPrimary() {
    var lagging = sample(lag(0, 5_000, 3), Status.RUNNING, NONE, NONE);
    var finding = diagnosis.of(with(lagging, group(Duration.ofSeconds(12), 0)));
    assertThat(finding.code()).isEqualTo(Code.NO_PRIMARY);
    assertThat(finding.severity()).isEqualTo(Severity.BAD);
    assertThat(finding.seconds()).isEqualTo(12);
  }

  @Test
  void keepsQuietWhileAGroupElects() {
    var well = sample(lag(0, 0, 0), Status.RUNNING, NONE, NONE);
    var electing = with(well, group(Duration.ofSeconds(4), 0));
    assertThat(diagnosis.of(electing).code()).isEqualTo(Code.HEALTHY);
  }

  @Test
  void saysHowManyServersTakePartBeforeALag() {
    var lagging = sample(lag(0, 5_000, 3), Status.RUNNING, NONE, NONE);
    var finding = diagnosis.of(with(lagging, group(NONE, 2)));
    assertThat(finding.code()).isEqualTo(Code.MEMBER_AWAY);
    assertThat(finding.severity()).isEqualTo(Severity.WARN);
    assertThat(finding.detail()).isEqualTo("2/3");
  }

  @Test
  void saysNothingOfAGroupThatIsWhole() {
    var well = sample(lag(0, 0, 0), Status.RUNNING, NONE, NONE);
    assertThat(diagnosis.of(with(well, group(NONE, 3))).code()).isEqualTo(Code.HEALTHY);
  }

  @Test
  void saysWhichSettingLosesCouponsEvenWhereItIsAccepted() {
    var well = sample(lag(0, 0, 0), Status.RUNNING, NONE, NONE);
    var finding = diagnosis.of(with(well, group(NONE, 3, "sync_binlog is 0 at two:3306")));
    assertThat(finding.code()).isEqualTo(Code.NOT_DURABLE);
    assertThat(finding.detail()).isEqualTo("sync_binlog is 0 at two:3306.");
  }

  @Test
  void putsAMissingEventBeforeEverythingElse() {
    var stopped = sample(lag(0, 5, 9), Status.STOPPED, NONE, Duration.ofSeconds(9));
    var finding = diagnosis.of(with(stopped, projection("BLOCKED", 4)));
    assertThat(finding.code()).isEqualTo(Code.BLOCKED);
    assertThat(finding.projection()).isEqualTo("coupons");
    assertThat(finding.detail()).contains("lacks an event");
  }

  @Test
  void tellsOfDeadLettersWhenNothingWorseIsTheMatter() {
    var well = sample(lag(0, 0, 0), Status.RUNNING, NONE, NONE);
    var finding = diagnosis.of(with(well, projection("RUNNING", 4)));
    assertThat(finding.code()).isEqualTo(Code.DEAD_LETTERS);
    assertThat(finding.events()).isEqualTo(4);
  }

  @Test
  void saysForAWhileThatATroubleIsOver() {
    var trend = new FindingTrend(Duration.ofSeconds(5), Duration.ofSeconds(30));
    var bad = Finding.of(Code.PROJECTOR_STOPPED, 1, 1);
    var well = Finding.of(Code.HEALTHY, 0, 0);

    assertThat(trend.after(NOW, bad)).isEqualTo(bad);
    var ended = trend.after(NOW.plusSeconds(43), well);
    assertThat(ended.code()).isEqualTo(Code.RECOVERED);
    assertThat(ended.seconds()).isEqualTo(43);
    assertThat(trend.after(NOW.plusSeconds(72), well).code()).isEqualTo(Code.RECOVERED);
    assertThat(trend.after(NOW.plusSeconds(73), well)).isEqualTo(well);
  }

  @Test
  void keepsQuietAboutATroubleThatWasHardlyThere() {
    var trend = new FindingTrend(Duration.ofSeconds(5), Duration.ofSeconds(30));
    var well = Finding.of(Code.HEALTHY, 0, 0);
    trend.after(NOW, Finding.of(Code.LAGGING, 1, 1));
    assertThat(trend.after(NOW.plusSeconds(2), well)).isEqualTo(well);
  }
}
