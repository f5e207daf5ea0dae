package io.firstserved.command.gate.repair;

import io.firstserved.command.campaign.Campaigns;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateMeters;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.log.LogReader;
import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the gate over whatever implements the fast one. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

  /**
   * Of the gate's loops among the application's lifecycles: above the connection factory's 0, so
   * started after it and stopped before it. The web server has drained by then, and the last
   * confirmations still get there.
   */
  private static final int PHASE = 1000;

  @Bean
  GateMeters gateMeters(MeterRegistry registry) {
    return new GateMeters(registry);
  }

  @Bean
  GateParts gateParts(
      FastGate fastGate,
      LogReader log,
      Campaigns campaigns,
      GateProperties properties,
      GateMeters meters) {
    return GateParts.assemble(fastGate, log, campaigns, properties, meters);
  }

  @Bean
  SwitchingGate gate(GateParts parts) {
    return parts.gate();
  }

  @Bean
  LoopLifecycle gateLifecycle(Loops loops, GateParts parts, GateProperties properties) {
    var sending = LoopLimits.DEFAULT.backoff(properties.confirmations().retryDelay());
    return new LoopLifecycle(
        PHASE,
        loops.loop("gate-confirmations", sending, parts.confirmations()),
        loops.loop("gate-reaper", LoopLimits.DEFAULT, parts.reaper()));
  }
}
