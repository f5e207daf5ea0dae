package io.firstserved.query.lag;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LagTest {

  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration FRESHNESS = Duration.ofSeconds(3);

  private static Duration age(Lag lag, int secondsAfterNoon) {
    return lag.age(NOON.plusSeconds(secondsAfterNoon), FRESHNESS);
  }

  @Test
  void isNothingWhileAFreshLookFoundNothing() {
    assertThat(age(new Lag(0, NOON, null), 3)).isZero();
  }

  @Test
  void growsFromTheLastLookOnceThatIsOld() {
    assertThat(age(new Lag(0, NOON, null), 4)).isEqualTo(Duration.ofSeconds(4));
    assertThat(age(new Lag(0, NOON, null), 60)).isEqualTo(Duration.ofSeconds(60));
  }

  @Test
  void isTheAgeOfTheOldestEventThatIsMissing() {
    var lag = new Lag(7, NOON, NOON.minusSeconds(5));

    assertThat(age(lag, 0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(age(lag, 30)).isEqualTo(Duration.ofSeconds(35));
  }

  @Test
  void isNeverNegativeWhereClocksDisagree() {
    assertThat(age(new Lag(1, NOON, NOON.plusSeconds(1)), 0)).isZero();
  }
}
