package io.firstserved.command.log.durability;

import io.firstserved.database.durability.Durability;
import io.firstserved.database.group.PrimaryPools;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the look at the database's settings. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DurabilityProperties.class)
class DurabilityConfiguration {

  /** With the log's other loops. */
  private static final int PHASE = 0;

  private static final Duration AT_LEAST = Duration.ofSeconds(30);

  @Bean
  DurabilityWatch durabilityWatch(
      PrimaryPools pools, DataSource log, DurabilityProperties properties) {
    return new DurabilityWatch(new Durability(pools, log), properties);
  }

  @Bean
  LoopLifecycle durabilityLifecycle(
      Loops loops, DurabilityWatch watch, DurabilityProperties properties) {
    var limits =
        LoopLimits.DEFAULT.staleAfter(properties.interval().multipliedBy(3).plus(AT_LEAST));
    return new LoopLifecycle(PHASE, loops.loop("log-durability", limits, watch));
  }

  /** Its name is that of the health component. */
  @Bean
  DurabilityHealth durabilityHealthIndicator(DurabilityWatch watch) {
    return new DurabilityHealth(watch);
  }
}
