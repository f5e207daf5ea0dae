package io.firstserved.query.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.query.projection.Position;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagSampleTest {

  private static LagSample sample(long logHead, long topicHead, long projected) {
    var position = new Position(0, projected, projected, projected, null, "node");
    return new LagSample(
        Instant.EPOCH,
        logHead,
        Map.of(0, projected),
        topicHead,
        Map.of("coupons", List.of(position)));
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
    assertThat(restored.relayLag()).isEqualTo(3);
    assertThat(restored.projectionLag("coupons")).isEqualTo(3);
  }

  @Test
  void isNotBelievedWhereOnlyTheProjectionIsAheadOfTheLog() {
    assertThat(sample(10, 10, 12).isComplete()).isFalse();
    assertThat(sample(10, 10, 12).projectionLag("coupons")).isEqualTo(2);
  }

  @Test
  void countsAnEventThatNeitherTopicNorProjectionHolds() {
    var lost = sample(10, 10, 9);

    assertThat(lost.isComplete()).isTrue();
    assertThat(lost.projectionLag("coupons")).isEqualTo(1);
  }
}
