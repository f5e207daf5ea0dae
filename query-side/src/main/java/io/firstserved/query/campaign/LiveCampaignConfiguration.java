package io.firstserved.query.campaign;

import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the meters of live campaigns. */
@Configuration(proxyBeanMethods = false)
class LiveCampaignConfiguration {

  /** Among the application's lifecycles: the last to start and the first to stop. */
  private static final int PHASE = Integer.MAX_VALUE;

  /** One statement, within the pool's own limits. */
  private static final LoopLimits LIMITS = LoopLimits.DEFAULT.staleAfter(Duration.ofSeconds(60));

  @Bean
  LoopLifecycle liveCampaignMetersLifecycle(Loops loops, LiveCampaignMeters body) {
    return new LoopLifecycle(PHASE, loops.loop("live-campaign-meters", LIMITS, body));
  }
}
