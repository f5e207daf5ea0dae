package io.firstserved.database.group;

import io.firstserved.loop.Loop;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Health component {@code primary}, part of readiness: down while no majority of a group names a
 * primary, for then nothing can be issued. Always up where a database's URL names one server.
 */
final class PrimaryHealth extends AbstractHealthIndicator {

  private final PrimaryPools pools;
  private final Loop watch;

  PrimaryHealth(PrimaryPools pools, Loop watch) {
    this.pools = pools;
    this.watch = watch;
  }

  @Override
  protected void doHealthCheck(Health.Builder health) {
    var state = watch.state();
    if (pools.groups().isEmpty()) {
      health.up().withDetail("group", "none: the URL names one server");
      return;
    }
    health.status(state.healthy() ? "UP" : "DOWN");
    health.withDetail(
        "primary",
        pools.groups().stream().map(group -> String.valueOf(group.primary())).distinct().toList());
    health.withDetail("lastSeen", state.lastSuccess());
    if (state.lastFailure() != null) {
      health.withDetail("lastFailure", state.lastFailure());
    }
  }
}
