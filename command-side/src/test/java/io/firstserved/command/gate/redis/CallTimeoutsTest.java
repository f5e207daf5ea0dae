package io.firstserved.command.gate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.firstserved.command.LoopsForTests;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallTimeoutsTest {

  private final CallTimeouts timeouts = new CallTimeouts();

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void failsWhatIsNotAnsweredInTimeAlsoBehindWhatMayTakeLonger() {
    try (var running = LoopsForTests.running(timeouts)) {
      var patient = new CompletableFuture<String>();
      var impatient = new CompletableFuture<String>();
      timeouts.watch(patient, LONG);
      timeouts.watch(impatient, SHORT);

      assertTimesOut(impatient);
      assertThat(patient).isNotDone();
      patient.complete("came");
    }
  }

  @Test
  void leavesAnAnswerThatCame() throws Exception {
    try (var running = LoopsForTests.running(timeouts)) {
      var answered = new CompletableFuture<String>();
      var next = new CompletableFuture<String>();
      timeouts.watch(answered, SHORT);
      answered.complete("came");
      timeouts.watch(next, SHORT);

      assertTimesOut(next);
      assertThat(answered.get()).isEqualTo("came");
    }
  }

  private static void assertTimesOut(CompletableFuture<String> answer) {
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }
}
