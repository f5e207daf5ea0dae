package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.redis.GateMeters;
import io.firstserved.command.gate.redis.RedisCalls;
import io.firstserved.command.gate.redis.RedisConnector;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.log.LogReader;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.Delay;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Wires the gate. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

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
  RedisCalls redisCalls(
      RedisConnector connector, @Qualifier("redisBreaker") CircuitBreaker breaker) {
    return new RedisCalls(connector, breaker);
  }

  @Bean
  GateMeters gateMeters(MeterRegistry registry) {
    return new GateMeters(registry);
  }

  @Bean
  RedisGate redisGate(RedisCalls calls, GateProperties properties, GateMeters meters) {
    return new RedisGate(calls, properties, meters);
  }

  @Bean
  GateParts gateParts(
      RedisCalls calls,
      RedisGate redis,
      LogReader log,
      Campaigns campaigns,
      GateProperties properties,
      GateMeters meters) {
    return GateParts.assemble(calls, redis, log, campaigns, properties, meters);
  }

  @Bean
  SwitchingGate gate(GateParts parts) {
    return parts.gate();
  }

  @Bean
  GateLifecycle gateLifecycle(GateParts parts) {
    return new GateLifecycle(parts.confirmations(), parts.reaper());
  }
}
