package io.firstserved.query.audit;

import io.firstserved.api.RefusedException;
import io.firstserved.loop.LoopBody;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Source;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Audits everything again and again. What it finds is in the meters, and in the history. */
@Component
class AuditSchedule implements LoopBody {

  /** In the history, instead of a person. */
  static final String REQUESTED_BY = "schedule";

  private static final Logger LOG = LoggerFactory.getLogger(AuditSchedule.class);

  private final AuditQueue queue;
  private final AuditProperties limits;
  private boolean begun;

  AuditSchedule(AuditQueue queue, AuditProperties limits) {
    this.queue = queue;
    this.limits = limits;
  }

  /** A round that cannot be queued is left out; the next one checks the same log and more. */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    if (begun) {
      submit();
    }
    begun = true;
    return limits.interval();
  }

  private void submit() {
    try {
      queue.submit(new AuditRequest(null, Source.BOTH, null), REQUESTED_BY);
    } catch (RefusedException full) {
      LOG.warn("The scheduled audit is left out: {}", full.getMessage());
    }
  }
}
