package io.firstserved.query.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The chart's past, and for how long a stage stands still. */
class LagHistoryTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private static LagPoint point(long second) {
    return new LagPoint(second * 1_000, true, second, 0, 0, second, 0, 0);
  }

  @Test
  void keepsAsManyPointsAsItsLimit() {
    var history = new LagHistory(3);
    for (int second = 1; second <= 5; second++) {
      history.add(point(second));
    }
    assertThat(history.points()).extracting(LagPoint::logHead).containsExactly(3L, 4L, 5L);
  }

  @Test
  void findsThePointThatLiesASpanBack() {
    var history = new LagHistory(10);
    assertThat(history.before(Duration.ofSeconds(2))).isNull();
    for (int second = 1; second <= 5; second++) {
      history.add(point(second));
    }
    assertThat(history.before(Duration.ofSeconds(2))).isEqualTo(point(3));
    assertThat(history.before(Duration.ofSeconds(9))).isNull();
  }

  @Test
  void isStillOnlyWhileSomethingWaits() {
    var stage = new Stall(NOON);
    assertThat(stage.lasts(NOON.plusSeconds(1), 5, 0)).isZero();
    assertThat(stage.lasts(NOON.plusSeconds(4), 5, 2)).hasSeconds(3);
    assertThat(stage.lasts(NOON.plusSeconds(5), 6, 1)).isZero();
    assertThat(stage.lasts(NOON.plusSeconds(7), 6, 1)).hasSeconds(2);
    assertThat(stage.lasts(NOON.plusSeconds(8), 6, 0)).isZero();
  }
}
