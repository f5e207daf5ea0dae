package io.firstserved.standalone.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RestartLimitTest {

  private final RestartLimit limit = new RestartLimit();

  @Test
  void isPassedByWhatDiesAgainAndAgain() {
    var now = Instant.EPOCH;
    for (int i = 1; i <= RestartLimit.RESTARTS; i++) {
      assertThat(limit.next(now)).isEqualTo(i);
    }
    assertThat(limit.next(now)).isGreaterThan(RestartLimit.RESTARTS);
  }

  @Test
  void isNeverPassedByWhatDiesNowAndThen() {
    var now = Instant.EPOCH;
    for (int i = 0; i < 10 * RestartLimit.RESTARTS; i++) {
      now = now.plus(RestartLimit.WINDOW.dividedBy(RestartLimit.RESTARTS)).plusSeconds(1);
      assertThat(limit.next(now)).isLessThanOrEqualTo(RestartLimit.RESTARTS);
    }
  }
}
