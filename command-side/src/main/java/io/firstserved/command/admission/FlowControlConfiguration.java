package io.firstserved.command.admission;

import io.firstserved.api.Reason;
import io.firstserved.command.campaign.Campaigns;
import io.firstserved.edge.EdgeProperties;
import io.firstserved.edge.OpenApiRefusals;
import io.firstserved.edge.Problems;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

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
  ConcurrencyLimiter limiter(FlowControlProperties properties, MeterRegistry meters) {
    var limiter = new ConcurrencyLimiter(properties.inFlight(), properties.inFlightWait());
    limiter.measure(meters);
    return limiter;
  }

  /** Before the web server starts and after it ends: a request may wait as long as there is one. */
  @Bean
  LoopLifecycle concurrencyLimiterLifecycle(Loops loops, ConcurrencyLimiter limiter) {
    return new LoopLifecycle(
        Integer.MIN_VALUE, loops.loop("admission-timeouts", LoopLimits.DEFAULT, limiter));
  }

  /** In place of Boot's executor, which starts a virtual thread for every request at once. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> throughTheConcurrencyLimiter(
      ConcurrencyLimiter limiter) {
    return tomcat -> tomcat.addProtocolHandlerCustomizers(http -> http.setExecutor(limiter));
  }

  /** In front of everything that reads a body. */
  @Bean
  FilterRegistrationBean<SlowBodyFilter> slowBodies(
      ConcurrencyLimiter limiter,
      Problems problems,
      EdgeProperties edge,
      FlowControlProperties properties) {
    var largest = (int) edge.maxBodySize().toBytes();
    var filter = new SlowBodyFilter(limiter, problems, largest, properties.bodyWait());
    var registration = new FilterRegistrationBean<>(filter);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  /** Any request may bring a body, whether its call has one or not. */
  @Bean
  OperationCustomizer slowBodiesInTheSpecification() {
    return (operation, method) -> {
      OpenApiRefusals.add(operation, Set.of(Reason.REQUEST_TIMEOUT));
      return operation;
    };
  }

  @Bean
  FlowControl flowControl(
      RateLimiterRegistry rates,
      ConcurrencyLimiter limiter,
      @Qualifier("redisBreaker") CircuitBreaker redisBreaker,
      @Qualifier("logBreaker") CircuitBreaker logBreaker,
      FlowControlProperties properties) {
    var rate =
        RateLimiterConfig.custom()
            .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(FlowControl.PERIODS_PER_SECOND))
            .limitForPeriod(FlowControl.perPeriod(properties.requestsPerSecond()))
            .timeoutDuration(Duration.ZERO)
            .build();
    return new FlowControl(rates.rateLimiter(NAME, rate), limiter, redisBreaker, logBreaker);
  }

  @Bean
  CallerRates callerRates(CallerRateProperties properties, Campaigns campaigns) {
    return new CallerRates(properties, campaigns);
  }

  @Bean
  FlowControlInterceptor flowControlInterceptor(FlowControl flow) {
    return new FlowControlInterceptor(flow);
  }
}
