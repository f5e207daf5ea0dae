package io.firstserved.database.group;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.loop.Loop;
import io.firstserved.loop.LoopAutoConfiguration;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
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
  Loop primaryWatchLoop(Loops loops, PrimaryPools pools, GroupProperties limits) {
    return loops.loop(
        WATCH,
        LoopLimits.DEFAULT.staleAfter(limits.staleAfter()).backoff(limits.interval()),
        new PrimaryWatch(pools, limits.interval()));
  }

  @Bean
  LoopLifecycle primaryWatchLifecycle(Loop primaryWatchLoop) {
    return new LoopLifecycle(PHASE, primaryWatchLoop);
  }

  @Bean("primaryHealthIndicator")
  PrimaryHealth primaryHealthIndicator(PrimaryPools pools, Loop primaryWatchLoop) {
    return new PrimaryHealth(pools, primaryWatchLoop);
  }
}
