package io.firstserved.query.audit;

import io.firstserved.api.RefusedException;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.Source;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Audits everything again and again. What it finds is in the meters, and in the history. */
@Component
class AuditSchedule implements SmartLifecycle {

  /** In the history, instead of a person. */
  static final String REQUESTED_BY = "schedule";

  private static final Logger LOG = LoggerFactory.getLogger(AuditSchedule.class);

  private final AuditQueue queue;
  private final AuditProperties limits;
  private @Nullable ScheduledExecutorService clockwork;
  private volatile boolean running;

  AuditSchedule(AuditQueue queue, AuditProperties limits) {
    this.queue = queue;
    this.limits = limits;
  }

  @Override
  public void start() {
    running = true;
    if (limits.interval().isPositive()) {
      clockwork =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().name("audit-schedule").daemon().factory());
      clockwork.scheduleWithFixedDelay(
          this::submit,
          limits.interval().toMillis(),
          limits.interval().toMillis(),
          TimeUnit.MILLISECONDS);
    }
  }

  /** A round that cannot be queued is left out; the next one checks the same log and more. */
  private void submit() {
    try {
      queue.submit(new AuditRequest(null, Source.BOTH, null), REQUESTED_BY);
    } catch (RefusedException | DataAccessException notNow) {
      LOG.warn("The scheduled audit is left out: {}", notNow.getMessage());
    }
  }

  @Override
  public void stop() {
    running = false;
    if (clockwork != null) {
      clockwork.shutdownNow();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
