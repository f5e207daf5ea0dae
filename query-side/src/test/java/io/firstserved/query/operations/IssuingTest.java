package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rates and latencies from what the command side exposes. */
class IssuingTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static Map<String, MeterReading> reading(
      Instant at, int issued, int soldOut, int fast, int all) {
    return Map.of("one", node(at, issued, soldOut, fast, all));
  }

  private static MeterReading node(Instant at, int issued, int soldOut, int fast, int all) {
    return MeterReading.of(
        at,
        """
        # HELP coupon_issue_requests_total Issue commands answered
        coupon_issue_requests_total{application="command-side",outcome="issued"} %d.0
        coupon_issue_requests_total{application="command-side",outcome="sold_out"} %d.0
        coupon_issue_duration_seconds_bucket{application="command-side",le="0.01"} %d
        coupon_issue_duration_seconds_bucket{application="command-side",le="0.1"} %d
        coupon_issue_duration_seconds_bucket{application="command-side",le="+Inf"} %d
        coupon_issue_duration_seconds_count{application="command-side"} %d
        coupon_gate_pending 3.0
        """
            .formatted(issued, soldOut, fast, all, all, all));
  }

  @Test
  void tellsAnswersPerSecondByOutcome() {
    var issuing =
        Issuing.between(
            reading(NOON, 100, 0, 90, 100), reading(NOON.plusSeconds(10), 300, 50, 310, 350));

    assertThat(issuing.perSecond()).containsEntry("issued", 20.0).containsEntry("sold_out", 5.0);
    assertThat(issuing.answers()).containsEntry("issued", 300.0);
  }

  @Test
  void tellsLatenciesOfTheAnswersInBetween() {
    var issuing =
        Issuing.between(
            reading(NOON, 100, 0, 0, 100), reading(NOON.plusSeconds(10), 200, 0, 50, 200));

    assertThat(issuing.p50Millis()).isCloseTo(10, within(0.01));
    assertThat(issuing.p95Millis()).isCloseTo(91, within(0.01));
  }

  @Test
  void hasNoLatencyWithoutAnswers() {
    var same = reading(NOON, 100, 0, 50, 100);
    var issuing = Issuing.between(same, reading(NOON.plusSeconds(2), 100, 0, 50, 100));
    assertThat(issuing.p50Millis()).isNull();
    assertThat(issuing.perSecond()).containsEntry("issued", 0.0);
  }

  @Test
  void countsFromZeroAfterTheCommandSideStartedAnew() {
    var issuing =
        Issuing.between(
            reading(NOON, 1_000, 0, 1_000, 1_000), reading(NOON.plusSeconds(2), 10, 0, 10, 10));
    assertThat(issuing.perSecond()).containsEntry("issued", 5.0);
  }

  @Test
  void addsUpTheNodesThatAnswer() {
    var issuing =
        Issuing.between(
            Map.of("one", node(NOON, 10, 0, 0, 0), "gone", node(NOON, 99, 0, 0, 0)),
            Map.of(
                "one", node(NOON.plusSeconds(2), 20, 0, 0, 0),
                "new", node(NOON.plusSeconds(2), 700, 0, 0, 0)));
    assertThat(issuing.answers()).containsEntry("issued", 720.0);
    assertThat(issuing.perSecond()).containsEntry("issued", 5.0);
  }
}
