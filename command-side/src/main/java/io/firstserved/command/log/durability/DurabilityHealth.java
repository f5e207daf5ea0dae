package io.firstserved.command.log.durability;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health component {@code durability}, part of readiness: down, with the sentence that says what to
 * set, while the log's database could lose a commit that it has acknowledged. Unknown, which keeps
 * nobody away, until it was looked at.
 */
final class DurabilityHealth extends AbstractHealthIndicator {

  private final DurabilityWatch watch;

  DurabilityHealth(DurabilityWatch watch) {
    this.watch = watch;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var seen = watch.seen();
    if (seen == null) {
      health.unknown();
      return;
    }
    health.status(seen.faults().isEmpty() ? "UP" : "DOWN");
    if (!seen.faults().isEmpty()) {
      health.withDetail("faults", seen.faults());
    }
    if (!seen.accepted().isEmpty()) {
      health.withDetail("accepted", seen.accepted());
    }
  }
}
