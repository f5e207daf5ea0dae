package io.firstserved.query.projection;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Down while this node's projector fails, is stopped, or stands in front of a missing event or of
 * another log. Not part of readiness: reads are answered all the same.
 */
@Component("projection")
class ProjectionHealth implements HealthIndicator {

  private final ProjectorState state;

  ProjectionHealth(ProjectorState state) {
    this.state = state;
  }

  @Override
  public Health health() {
    var view = state.view();
    var health = view.isAtWork() ? Health.up() : Health.down();
    health
        .withDetail("status", view.status())
        .withDetail("since", view.since())
        .withDetail("partitions", view.partitions())
        .withDetail("blocked", view.blocked())
        .withDetail("diverged", view.diverged());
    if (view.fault() != null) {
      health.withDetail("fault", view.fault());
    }
    return health.build();
  }
}
