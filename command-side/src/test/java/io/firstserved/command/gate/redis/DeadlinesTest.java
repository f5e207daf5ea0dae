package io.firstserved.command.gate.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeadlinesTest {

  private static final Duration SHORT = Duration.ofMillis(20);
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void failsWhatIsNotAnsweredInTimeAlsoBehindWhatMayTakeLonger() {
    try (var deadlines = new Deadlines()) {
      var patient = new CompletableFuture<String>();
      var impatient = new CompletableFuture<String>();
      deadlines.watch(patient, LONG);
      deadlines.watch(impatient, SHORT);

      assertTimesOut(impatient);
      assertThat(patient).isNotDone();
      patient.complete("came");
    }
  }

  @Test
  void leavesAnAnswerThatCame() throws Exception {
    try (var deadlines = new Deadlines()) {
      var answered = new CompletableFuture<String>();
      var next = new CompletableFuture<String>();
      deadlines.watch(answered, SHORT);
      answered.complete("came");
      deadlines.watch(next, SHORT);

      assertTimesOut(next);
      assertThat(answered.get()).isEqualTo("came");
    }
  }

  @Test
  void stillEndsWaitsWhenItIsClosed() {
    var before = new CompletableFuture<String>();
    var after = new CompletableFuture<String>();
    var deadlines = new Deadlines();
    deadlines.watch(before, SHORT);
    deadlines.close();
    deadlines.watch(after, SHORT);

    assertTimesOut(before);
    assertTimesOut(after);
  }

  private static void assertTimesOut(CompletableFuture<String> answer) {
    assertThatThrownBy(answer::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }
}
