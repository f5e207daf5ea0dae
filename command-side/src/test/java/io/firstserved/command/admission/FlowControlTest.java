package io.firstserved.command.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.command.LoopsForTests;
import io.firstserved.command.log.LogUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FlowControlTest {

  private final CircuitBreakerRegistry breakers = CircuitBreakerRegistry.ofDefaults();
  private final ConcurrencyLimiter limiter = new ConcurrencyLimiter(1, Duration.ofMillis(10));

  private final LoopsForTests timeouts = LoopsForTests.running(limiter);

  @AfterEach
  void endTheLimiter() {
    timeouts.close();
  }

  private static FlowControlProperties properties(Map<String, ?> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("first-served.flow-control", FlowControlProperties.class);
  }

  private FlowControl flow(int requestsPerSecond) {
    return flow(
        properties(
            Map.of(
                "first-served.flow-control.requests-per-second",
                requestsPerSecond,
                "first-served.flow-control.log-breaker.minimum-calls",
                2,
                "first-served.flow-control.log-breaker.open-for",
                "100ms")));
  }

  private FlowControl flow(FlowControlProperties properties) {
    return new FlowControlConfiguration()
        .flowControl(
            RateLimiterRegistry.ofDefaults(),
            limiter,
            Breakers.redis(breakers, properties),
            Breakers.log(breakers, properties),
            properties);
  }

  private static void assertRefused(FlowControl flow, Reason reason) {
    assertThatThrownBy(flow::enter)
        .asInstanceOf(type(RefusedException.class))
        .extracting(RefusedException::reason)
        .isEqualTo(reason);
  }

  @Test
  void refusesWhatIsOverTheRateAndLetsInAgainInTheNextPeriod() {
    var flow = flow(10);
    flow.enter();

    assertRefused(flow, Reason.RATE_LIMITED);

    await().atMost(Duration.ofSeconds(2)).ignoreExceptions().until(() -> entered(flow));
  }

  private static boolean entered(FlowControl flow) {
    flow.enter();
    return true;
  }

  @Test
  void refusesWhoHasWaitedTooLongForItsTurn() {
    var flow = flow(10_000);
    var letGo = new CountDownLatch(1);
    limiter.execute(() -> awaitQuietly(letGo));
    var answer = new CompletableFuture<Void>();

    limiter.execute(() -> answer(flow, answer));

    assertThat(answer)
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .asInstanceOf(type(RefusedException.class))
        .extracting(RefusedException::reason)
        .isEqualTo(Reason.OVERLOADED);
    letGo.countDown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void answer(FlowControl flow, CompletableFuture<Void> answer) {
    try {
      flow.enter();
      answer.complete(null);
    } catch (RefusedException refused) {
      answer.completeExceptionally(refused);
    }
  }

  @Test
  void isTightenedAndReleasedWhileItRuns() {
    var flow = flow(10_000);

    flow.inFlight(2);
    flow.requestsPerSecond(20_000);

    assertThat(flow.state()).isEqualTo(new FlowControlState(20_000, 2, 0, "CLOSED", "CLOSED"));
    assertThat(limiter.places()).isEqualTo(2);
  }

  @Test
  void letsNobodyInWhileTheLogIsDownAndTriesItAgainLater() {
    var flow = flow(10_000);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> flow.append(FlowControlTest::fail))
          .isInstanceOf(LogUnavailableException.class);
    }

    assertRefused(flow, Reason.UNAVAILABLE);

    await()
        .until(() -> breakers.circuitBreaker("log").getState() == CircuitBreaker.State.HALF_OPEN);
    flow.enter();
    for (int i = 0; i < 5; i++) {
      assertThat(flow.append(() -> "stored")).isEqualTo("stored");
    }
    assertThat(flow.state().logBreaker()).isEqualTo("CLOSED");
  }

  private static Object fail() {
    throw new LogUnavailableException.Failed(new IllegalStateException("gone"));
  }

  @Test
  void countsARefusedAppendAsAnAnswerOfTheLog() {
    var flow = flow(10_000);
    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(
              () ->
                  flow.append(
                      () -> {
                        throw new RefusedException(Reason.CLOSED, "closed");
                      }))
          .isInstanceOf(RefusedException.class);
    }

    assertThat(flow.state().logBreaker()).isEqualTo("CLOSED");
  }

  @Test
  void hasTheseDefaults() {
    assertThat(properties(Map.of()))
        .isEqualTo(
            new FlowControlProperties(
                40_000,
                256,
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                new FlowControlProperties.TimedBreaker(
                    Duration.ofSeconds(2), 5, 50, Duration.ofMillis(500), 5),
                new FlowControlProperties.Breaker(100, 20, 50, Duration.ofMillis(500), 5)));
  }
}
