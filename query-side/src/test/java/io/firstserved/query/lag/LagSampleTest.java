package io.firstserved.query.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.position.Incarnations;
import io.firstserved.query.projection.PositionFixture;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LagSampleTest {

  private static LagSample sample(long logHead, long topicHead, long projected) {
    return sample(logHead, topicHead, projected, null, null);
  }

  private static LagSample sample(
      long logHead,
      long topicHead,
      long projected,
      @Nullable String divergence,
      LagSample.@Nullable Spot spot) {
    var position = PositionFixture.at(projected, divergence);
    return new LagSample(
        Instant.EPOCH,
        logHead,
        Map.of(0, projected),
        topicHead,
        Map.of("coupons", List.of(position)),
        spot,
        Incarnations.FIRST);
  }

  @Test
  void lacksNothingWhereAllAreEquallyFar() {
    var even = sample(10, 10, 10);

    assertThat(even.isComplete()).isTrue();
    assertThat(even.isLogBehind()).isFalse();
    assertThat(even.relayLag()).isZero();
    assertThat(even.projectionLag("coupons")).isZero();
  }

  @Test
  void isNotBelievedWhereTheLogHasLostItsEnd() {
    var restored = sample(7, 10, 10);

    assertThat(restored.isLogBehind()).isTrue();
    assertThat(restored.isComplete()).isFalse();
    assertThat(restored.divergence())
        .hasValueSatisfying(told -> assertThat(told).contains("7", "10"));
    assertThat(restored.relayLag()).isEqualTo(3);
    assertThat(restored.projectionLag("coupons")).isEqualTo(3);
  }

  @Test
  void isNotBelievedWhereOnlyTheProjectionIsAheadOfTheLog() {
    assertThat(sample(10, 10, 12).isComplete()).isFalse();
    assertThat(sample(10, 10, 12).projectionLag("coupons")).isEqualTo(2);
  }

  @Test
  void isNotBelievedWhereTheLogHasGrownBackToAnotherEvent() {
    var other = sample(12, 12, 10, null, new LagSample.Spot(10, "one", "another"));

    assertThat(other.isComplete()).isFalse();
    assertThat(other.divergence())
        .hasValueSatisfying(told -> assertThat(told).contains("event 10"));
  }

  @Test
  void isNotBelievedWhereTheLogLacksWhatIsProjected() {
    assertThat(sample(12, 12, 10, null, new LagSample.Spot(10, "one", null)).divergence())
        .isPresent();
  }

  @Test
  void isNotBelievedWhileAProjectionStandsInFrontOfAnotherLog() {
    assertThat(sample(10, 10, 10, "other bytes", null).divergence()).contains("other bytes");
  }

  @Test
  void believesTheLogThatHasWhatIsProjected() {
    var same = sample(12, 12, 10, null, new LagSample.Spot(10, "one", "one"));

    assertThat(same.isComplete()).isTrue();
    assertThat(same.divergence()).isEmpty();
  }

  @Test
  void countsAnEventThatNeitherTopicNorProjectionHolds() {
    var lost = sample(10, 10, 9);

    assertThat(lost.isComplete()).isTrue();
    assertThat(lost.projectionLag("coupons")).isEqualTo(1);
  }
}
