package io.firstserved.command.quota.flow;

import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the flow control; its parts live in Resilience4j's registries, which have the meters. */
@Configuration(proxyBeanMethods = false)
class FlowControlConfiguration {

  private static final String NAME = "issuance";

  @Bean
  CircuitBreaker redisBreaker(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return Breakers.redis(registry, properties);
  }

  @Bean
  CircuitBreaker logBreaker(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return Breakers.log(registry, properties);
  }

  @Bean
  FlowControl flowControl(
      RateLimiterRegistry rates,
      BulkheadRegistry bulkheads,
      @Qualifier("redisBreaker") CircuitBreaker redisBreaker,
      @Qualifier("logBreaker") CircuitBreaker logBreaker,
      FlowControlProperties properties) {
    var rate =
        RateLimiterConfig.custom()
            .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(FlowControl.PERIODS_PER_SECOND))
            .limitForPeriod(FlowControl.perPeriod(properties.requestsPerSecond()))
            .timeoutDuration(Duration.ZERO)
            .build();
    var inFlight =
        BulkheadConfig.custom()
            .maxConcurrentCalls(properties.inFlight())
            .maxWaitDuration(properties.inFlightWait())
            .fairCallHandlingStrategyEnabled(true)
            .build();
    return new FlowControl(
        rates.rateLimiter(NAME, rate),
        bulkheads.bulkhead(NAME, inFlight),
        redisBreaker,
        logBreaker);
  }

  @Bean
  FlowControlInterceptor flowControlInterceptor(FlowControl flow) {
    return new FlowControlInterceptor(flow);
  }
}
