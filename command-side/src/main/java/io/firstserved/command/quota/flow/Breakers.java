package io.firstserved.command.quota.flow;

import io.firstserved.command.log.LogUnavailableException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** The circuit breakers of one node, by the names their meters carry. */
final class Breakers {

  private Breakers() {}

  static CircuitBreaker redis(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return registry.circuitBreaker("redis", config(properties.redisBreaker()).build());
  }

  /** Counts only a log that cannot be reached or written: a refused append is an answer. */
  static CircuitBreaker log(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return registry.circuitBreaker(
        "log",
        config(properties.logBreaker())
            .recordExceptions(
                LogUnavailableException.Failed.class,
                LogUnavailableException.OutcomeUnknown.class,
                DataAccessResourceFailureException.class,
                TransientDataAccessException.class)
            .build());
  }

  private static CircuitBreakerConfig.Builder config(FlowControlProperties.Breaker breaker) {
    return CircuitBreakerConfig.custom()
        .slidingWindowSize(breaker.window())
        .minimumNumberOfCalls(breaker.minimumCalls())
        .failureRateThreshold(breaker.failurePercent())
        .waitDurationInOpenState(breaker.openFor())
        // By a timer, because whoever sees it open does not even try.
        .automaticTransitionFromOpenToHalfOpenEnabled(true)
        .permittedNumberOfCallsInHalfOpenState(breaker.trialCalls());
  }
}
