package io.firstserved.database.group;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopAutoConfiguration;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Keeps the application's connection pools on the primary, where a URL names a group. */
@AutoConfiguration(after = LoopAutoConfiguration.class)
@EnableConfigurationProperties(GroupProperties.class)
public class GroupAutoConfiguration {

  /** The loop's name. */
  public static final String WATCH = "primary-watch";

  /** The name of the loop that looks what waits at the members. */
  static final String QUEUES = "group-queues";

  private static final Duration QUEUES_UNSEEN_AT_LEAST = Duration.ofSeconds(30);

  /** Started before whatever uses a pool, stopped after it. */
  private static final int PHASE = Integer.MIN_VALUE + 1;

  @Bean
  PrimaryPools primaryPools(GroupProperties limits) {
    return new PrimaryPools(limits);
  }

  /** For the pool that Spring Boot makes; the first connection is opened later. */
  @Bean
  static BeanPostProcessor poolsOnPrimary(ObjectProvider<PrimaryPools> pools) {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool && pool.getDataSource() == null) {
          pools.getObject().aim(pool);
          pools.getObject().watch(pool);
        }
        return bean;
      }
    };
  }

  @Bean
  Loop primaryWatchLoop(
      Loops loops, PrimaryPools pools, MeterRegistry registry, GroupProperties limits) {
    return loops.loop(
        WATCH,
        LoopLimits.DEFAULT.staleAfter(limits.staleAfter()).backoff(limits.interval()),
        new PrimaryWatch(pools, new GroupMeters(registry), limits.interval()));
  }

  @Bean
  LoopLifecycle primaryWatchLifecycle(Loop primaryWatchLoop) {
    return new LoopLifecycle(PHASE, primaryWatchLoop);
  }

  @Bean
  LoopLifecycle queueWatchLifecycle(Loops loops, PrimaryPools pools, GroupProperties limits) {
    var stale = limits.queueInterval().multipliedBy(3).plus(QUEUES_UNSEEN_AT_LEAST);
    return new LoopLifecycle(
        PHASE,
        loops.loop(
            QUEUES,
            LoopLimits.DEFAULT.staleAfter(stale),
            new QueueWatch(pools, limits.queueInterval())));
  }

  @Bean("primaryHealthIndicator")
  PrimaryHealth primaryHealthIndicator(PrimaryPools pools, Loop primaryWatchLoop) {
    return new PrimaryHealth(pools, primaryWatchLoop);
  }
}
