package io.firstserved.command.gate.redis;

import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.log.identity.LogIdentity;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires Redis as the fast gate. */
@Configuration(proxyBeanMethods = false)
class RedisGateConfiguration {

  /** A lost connection refuses at once: the log-backed gate is there for the time being. */
  @Bean
  LettuceClientOptionsBuilderCustomizer gateClientOptions(GateProperties properties) {
    return options ->
        options
            .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(properties.redis().requestQueueSize())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(properties.redis().connectTimeout())
                    .build());
  }

  /**
   * Lettuce's own delay grows to half a minute: too long to be back at full speed in ten seconds.
   */
  @Bean
  ClientResourcesBuilderCustomizer gateClientResources(GateProperties properties) {
    return resources ->
        resources.reconnectDelay(Delay.constant(properties.redis().reconnectDelay()));
  }

  @Bean
  RedisConnector redisConnector(LettuceConnectionFactory factory) {
    return new RedisConnector(factory.getRequiredNativeClient());
  }

  @Bean
  CallTimeouts callTimeouts() {
    return new CallTimeouts();
  }

  /** As long as anybody may call Redis: from before the first to after the last. */
  @Bean
  LoopLifecycle callTimeoutsLifecycle(Loops loops, CallTimeouts timeouts) {
    return new LoopLifecycle(
        Integer.MIN_VALUE, loops.loop("gate-redis-timeouts", LoopLimits.DEFAULT, timeouts));
  }

  @Bean
  RedisCalls redisCalls(
      RedisConnector connector,
      @Qualifier("redisBreaker") CircuitBreaker breaker,
      CallTimeouts timeouts) {
    return new RedisCalls(connector, breaker, timeouts);
  }

  @Bean
  FastGate fastGate(
      RedisCalls calls, GateProperties properties, GateMeters meters, LogIdentity identity) {
    return new RedisGate(calls, properties, meters, () -> identity.incarnations().present());
  }
}
