package io.firstserved.command.admission;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import io.github.resilience4j.ratelimiter.RateLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
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
  Entrance entrance(FlowControlProperties properties, MeterRegistry meters) {
    var entrance = new Entrance(properties.inFlight(), properties.inFlightWait());
    entrance.measure(meters);
    return entrance;
  }

  /** In place of Boot's executor, which starts a virtual thread for every request at once. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> throughTheEntrance(
      Entrance entrance) {
    return tomcat -> tomcat.addProtocolHandlerCustomizers(http -> http.setExecutor(entrance));
  }

  @Bean
  FlowControl flowControl(
      RateLimiterRegistry rates,
      Entrance entrance,
      @Qualifier("redisBreaker") CircuitBreaker redisBreaker,
      @Qualifier("logBreaker") CircuitBreaker logBreaker,
      FlowControlProperties properties) {
    var rate =
        RateLimiterConfig.custom()
            .limitRefreshPeriod(Duration.ofSeconds(1).dividedBy(FlowControl.PERIODS_PER_SECOND))
            .limitForPeriod(FlowControl.perPeriod(properties.requestsPerSecond()))
            .timeoutDuration(Duration.ZERO)
            .build();
    return new FlowControl(rates.rateLimiter(NAME, rate), entrance, redisBreaker, logBreaker);
  }

  @Bean
  FlowControlInterceptor flowControlInterceptor(FlowControl flow) {
    return new FlowControlInterceptor(flow);
  }
}
