package io.firstserved.query.replay;

import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the replayer. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {

  /** Among the application's lifecycles: the last to start and the first to stop. */
  private static final int PHASE = Integer.MAX_VALUE;

  /** A batch and a swap take far less; emptying a slot does not depend on its size. */
  private static final LoopLimits LIMITS =
      LoopLimits.DEFAULT.staleAfter(Duration.ofSeconds(60)).stopLimit(Duration.ofSeconds(20));

  @Bean
  LoopLifecycle replayerLifecycle(Loops loops, Replayer body) {
    return new LoopLifecycle(PHASE, loops.loop("replayer", LIMITS, body));
  }
}
