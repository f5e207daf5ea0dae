package io.firstserved.query.lag;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while the log is not the one that was projected. Not part of readiness: what the read models
 * hold is answered all the same.
 */
@Component("logIdentity")
class DivergenceHealth implements HealthIndicator {

  private final LagBoard board;

  DivergenceHealth(LagBoard board) {
    this.board = board;
  }

  @Override
  public Health health() {
    return board
        .divergence()
        .map(divergence -> Health.down().withDetail("divergence", divergence).build())
        .orElseGet(() -> Health.up().build());
  }
}
