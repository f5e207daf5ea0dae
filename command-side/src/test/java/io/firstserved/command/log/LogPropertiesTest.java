package io.firstserved.command.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogPropertiesTest {

  @Test
  void hasTheseDefaults() {
    assertThat(LogLimits.DEFAULT)
        .isEqualTo(
            new LogProperties(
                4_096,
                500,
                4 * 1_024 * 1_024,
                Duration.ZERO,
                Duration.ofSeconds(10),
                3,
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                Duration.ofSeconds(10),
                5_000,
                Duration.ofMillis(20)));
  }

  @Test
  void wantsAnIdleSessionToBeKeptAlive() {
    assertThat(LogLimits.with(Map.of("keep-alive", "5s")).isSessionKeptAlive()).isTrue();
    assertThat(LogLimits.with(Map.of("keep-alive", "6s")).isSessionKeptAlive()).isFalse();
  }

  @Test
  void wantsALockToBeAwaitedLessLongThanAnAnswer() {
    assertThat(LogLimits.with(Map.of("network-limit", "4s")).isLockAwaitedLongEnough()).isTrue();
    assertThat(LogLimits.with(Map.of("network-limit", "3s")).isLockAwaitedLongEnough()).isFalse();
  }
}
