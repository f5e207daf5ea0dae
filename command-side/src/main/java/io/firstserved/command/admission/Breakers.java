package io.firstserved.command.admission;

import io.firstserved.command.log.LogUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;

/** The circuit breakers of one node, by the names their meters carry. */
final class Breakers {

  private Breakers() {}

  static CircuitBreaker redis(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    var breaker = properties.redisBreaker();
    return registry.circuitBreaker(
        "redis",
        config(breaker.failurePercent(), breaker.openFor(), breaker.trialCalls())
            .slidingWindow(
                (int) breaker.window().toSeconds(),
                breaker.minimumCalls(),
                CircuitBreakerConfig.SlidingWindowType.TIME_BASED)
            .build());
  }

  /** Counts only a log that cannot be reached or written: a refused append is an answer. */
  static CircuitBreaker log(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    var breaker = properties.logBreaker();
    return registry.circuitBreaker(
        "log",
        config(breaker.failurePercent(), breaker.openFor(), breaker.trialCalls())
            .slidingWindowSize(breaker.window())
            .minimumNumberOfCalls(breaker.minimumCalls())
            .recordExceptions(
                LogUnavailableException.Diverged.class,
                LogUnavailableException.Failed.class,
                LogUnavailableException.OutcomeUnknown.class,
                LogUnavailableException.Unreadable.class)
            .build());
  }

  private static CircuitBreakerConfig.Builder config(
      int failurePercent, Duration openFor, int trialCalls) {
    return CircuitBreakerConfig.custom()
        .failureRateThreshold(failurePercent)
        .waitDurationInOpenState(openFor)
        // By a timer, because whoever sees it open does not even try.
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .permittedNumberOfCallsInHalfOpenState(trialCalls);
  }
}
