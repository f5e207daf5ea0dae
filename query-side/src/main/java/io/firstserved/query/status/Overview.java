package io.firstserved.query.status;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.position.VoidRule;
import io.firstserved.query.deadletter.DeadLetterCounts;
import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.projection.KnownIncarnations;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.Positions;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.ProjectorState;
import io.firstserved.query.projection.VoidedRuns;
import io.firstserved.query.replay.ReplayControl;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** How the projections are doing, as the database and this node see it. */
@Component
public class Overview {

  private static final String BLOCKED = "BLOCKED";
  private static final String LOG_DIVERGED = "LOG_DIVERGED";
  private static final double MILLIS_PER_SECOND = 1_000;

  private final List<String> projections;
  private final Positions positions;
  private final KnownIncarnations incarnations;
  private final ProjectorState state;
  private final LagBoard lag;
  private final DeadLetterCounts deadLetters;
  private final ReplayControl replays;

  Overview(
      List<Projection> projections,
      Positions positions,
      KnownIncarnations incarnations,
      ProjectorState state,
      LagBoard lag,
      DeadLetterCounts deadLetters,
      ReplayControl replays) {
    this.projections = projections.stream().map(Projection::name).sorted().toList();
    this.positions = positions;
    this.incarnations = incarnations;
    this.state = state;
    this.lag = lag;
    this.deadLetters = deadLetters;
    this.replays = replays;
  }

  /** Every projection, by name. */
  public List<ProjectionView> all() {
    var live = positions.live();
    return projections.stream()
        .map(name -> view(name, live.getOrDefault(name, List.of())))
        .toList();
  }

  /**
   * One projection.
   *
   * @throws RefusedException NOT_FOUND if there is no such projection
   */
  ProjectionView find(String name) {
    if (!projections.contains(name)) {
      throw new RefusedException(Reason.NOT_FOUND, "no such projection: " + name);
    }
    return view(name, positions.live().getOrDefault(name, List.of()));
  }

  private ProjectionView view(String name, List<Position> partitions) {
    var projector = state.view();
    var divergence = divergence(name, partitions);
    var gap = gap(partitions);
    var events = partitions.stream().mapToLong(Position::events).sum();
    var highest = partitions.stream().mapToLong(Position::highestIndex).max().orElse(0);
    return new ProjectionView(
        name,
        divergence.isPresent()
            ? LOG_DIVERGED
            : gap.isPresent() ? BLOCKED : projector.status().name(),
        divergence.or(() -> gap).orElse(projector.fault()),
        lag.projectionLagEvents(name),
        lag.projectionLag(name).toMillis() / MILLIS_PER_SECOND,
        events,
        highest,
        events == highest && divergence.isEmpty(),
        incarnations.latest().present(),
        deadLetters.of(name),
        replays.latest(name).orElse(null),
        partitions);
  }

  /** What it took that is void, what it stands in front of, or else what is wrong with the log. */
  private Optional<String> divergence(String name, List<Position> partitions) {
    return VoidedRuns.divergence(new VoidRule(incarnations.latest()), name, partitions)
        .or(() -> standing(partitions))
        .or(lag::divergenceOfLog);
  }

  private static Optional<String> standing(List<Position> partitions) {
    return partitions.stream().map(Position::divergence).filter(Objects::nonNull).findFirst();
  }

  private static Optional<String> gap(List<Position> partitions) {
    return partitions.stream()
        .filter(Position::isBlocked)
        .findFirst()
        .map(
            at ->
                "partition %d lacks an event between %d and %d"
                    .formatted(at.partition(), at.highestIndex(), at.gapBefore()));
  }
}
