package io.firstserved.query.projection;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns what the projector does into its state and meters. */
final class ProjectionObserver {

  private final ProjectorState state;
  private final Map<String, DistributionSummary> batchSizes = new HashMap<>();

  ProjectionObserver(List<Projection> projections, ProjectorState state, MeterRegistry meters) {
    this.state = state;
    for (var projection : projections) {
      batchSizes.put(projection.name(), batchSize(projection.name(), meters));
    }
  }

  private static DistributionSummary batchSize(String projection, MeterRegistry meters) {
    return DistributionSummary.builder("coupon.projection.batch.size")
        .description("Events taken into a projection in one transaction")
        .tag("projection", projection)
        .register(meters);
  }

  void projected(Projector.Outcome outcome) {
    state.positioned(outcome.positions().values());
    outcome
        .taken()
        .forEach((name, events) -> Objects.requireNonNull(batchSizes.get(name)).record(events));
  }

  /** Whether a partition of this node stands still. */
  boolean isHindered() {
    return state.isHindered();
  }

  /** Takes note of where the live runs are, whoever moved them. */
  void positioned(Map<String, List<Position>> live) {
    state.positioned(live.values());
  }

  void assigned(Set<Integer> partitions) {
    state.assigned(partitions);
  }

  void revoked(Set<Integer> partitions) {
    state.revoked(partitions);
  }
}
