package io.firstserved.query.audit;

import io.firstserved.loop.LoopLifecycle;
import io.firstserved.loop.LoopLimits;
import io.firstserved.loop.Loops;
import io.firstserved.query.audit.run.AuditProperties;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the audits, their heartbeats and, if there is one, their schedule. */
@Configuration(proxyBeanMethods = false)
class AuditLoops {

  /** Among the application's lifecycles: the last to start and the first to stop. */
  private static final int PHASE = Integer.MAX_VALUE;

  /** An audit tells that it gets on; its cross-checks may be silent for as long as this. */
  private static final Duration AUDIT_STALE_AFTER = Duration.ofMinutes(10);

  @Bean
  LoopLifecycle auditLifecycle(
      Loops loops, AuditQueue queue, AuditMeters meters, AuditProperties limits) {
    return new LoopLifecycle(
        PHASE,
        loops.loop("audit-verdict", LoopLimits.DEFAULT.backoff(limits.heartbeat()), meters),
        loops.loop("audit-heartbeat", LoopLimits.DEFAULT.backoff(limits.heartbeat()), queue::beat),
        loops.loop("audit", LoopLimits.DEFAULT.staleAfter(AUDIT_STALE_AFTER), queue::runNext));
  }

  @Bean
  LoopLifecycle auditScheduleLifecycle(
      Loops loops, AuditSchedule schedule, AuditProperties limits) {
    if (!limits.interval().isPositive()) {
      return new LoopLifecycle(PHASE);
    }
    var patient = LoopLimits.DEFAULT.staleAfter(limits.interval().multipliedBy(2).plusMinutes(1));
    return new LoopLifecycle(PHASE, loops.loop("audit-schedule", patient, schedule));
  }
}
