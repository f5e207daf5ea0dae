package io.firstserved.query.lag;

import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the lag watcher. */
@Configuration(proxyBeanMethods = false)
class LagConfiguration {

  /** Among the application's lifecycles: the last to start and the first to stop. */
  private static final int PHASE = Integer.MAX_VALUE;

  /** A look waits for three sources, each within {@link LagProperties#sourceTimeout}. */
  private static final LoopLimits LIMITS =
      LoopLimits.DEFAULT.staleAfter(Duration.ofSeconds(60)).stopLimit(Duration.ofSeconds(10));

  @Bean
  LoopLifecycle lagWatcherLifecycle(Loops loops, LagWatcher body) {
    return new LoopLifecycle(PHASE, loops.loop("lag-watcher", LIMITS, body));
  }
}
