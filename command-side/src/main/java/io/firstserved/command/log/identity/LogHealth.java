package io.firstserved.command.log.identity;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health component {@code log}: down, and why, while the log is not the one that others have seen.
 * Not part of readiness: every node sees the same, and callers are better told by a node than by
 * the balancer that there is none.
 */
final class LogHealth extends AbstractHealthIndicator {

  private final LogIdentity identity;

  LogHealth(LogIdentity identity) {
    this.identity = identity;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    health.withDetail("incarnation", identity.incarnations().present());
    identity
        .divergence()
        .ifPresentOrElse(
            why -> health.down().withDetail("state", LogIdentity.DIVERGED).withDetail("why", why),
            () -> health.up().withDetail("state", identity.known() ? "SAME" : "UNKNOWN"));
  }
}
