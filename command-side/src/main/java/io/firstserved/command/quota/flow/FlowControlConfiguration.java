package io.firstserved.command.quota.flow;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the flow control. */
@Configuration(proxyBeanMethods = false)
class FlowControlConfiguration {

  @Bean
  CircuitBreaker redisBreaker(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return Breakers.redis(registry, properties);
  }

  @Bean
  CircuitBreaker logBreaker(CircuitBreakerRegistry registry, FlowControlProperties properties) {
    return Breakers.log(registry, properties);
  }
}
