package io.firstserved.command.gate.redis;

import io.firstserved.api.campaign.CampaignId;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.lettuce.core.AbstractRedisClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.LongSupplier;

/** A gate in Redis without the rest of the application, over a client of the test's own. */
public final class RedisGateAccess implements AutoCloseable {

  private final RedisConnector connector;
  private final Loop timeouts;
  private final RedisGate gate;

  public RedisGateAccess(
      AbstractRedisClient client,
      CircuitBreaker breaker,
      GateProperties properties,
      GateMeters meters,
      LongSupplier incarnation) {
    this.connector = new RedisConnector(client);
    var watched = new CallTimeouts();
    this.timeouts =
        new Loops(Clock.systemUTC(), new SimpleMeterRegistry(), List.of())
            .loop("gate-redis-timeouts", LoopLimits.DEFAULT, watched);
    timeouts.start();
    this.gate =
        new RedisGate(new RedisCalls(connector, breaker, watched), properties, meters, incarnation);
  }

  public FastGate gate() {
    return gate;
  }

  /** What is left of a reaper that was killed while it took a campaign off the list. */
  public void beginToForget(CampaignId campaign) {
    gate.listed().begin(campaign);
  }

  @Override
  public void close() {
    connector.close();
    timeouts.stop();
  }
}
