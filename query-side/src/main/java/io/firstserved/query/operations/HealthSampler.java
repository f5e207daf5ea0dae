package io.firstserved.query.operations;

import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.lag.SourceHeads;
import io.firstserved.query.projection.ProjectorState;
import io.firstserved.query.status.ProjectionView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes one health sample after the other. Not thread-safe. */
final class HealthSampler {

  /** A look may wait several times for Kafka; a watcher this silent is taken for dead. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(15);

  private final LagBoard board;
  private final ProjectorState projector;
  private final DatabaseSampler databases;
  private final LagSampler lagSampler;
  private final Stall relay;
  private final Stall projection;
  private Instant logSeenAt;
  private Instant topicSeenAt;
  private Instant readModelSeenAt;

  HealthSampler(
      LagBoard board,
      ProjectorState projector,
      DatabaseSampler databases,
      LagSampler lagSampler,
      Instant start) {
    this.board = board;
    this.projector = projector;
    this.databases = databases;
    this.lagSampler = lagSampler;
    this.relay = new Stall(start);
    this.projection = new Stall(start);
    this.logSeenAt = start;
    this.topicSeenAt = start;
    this.readModelSeenAt = start;
  }

  HealthSample sample(Instant now, List<ProjectionView> projections) {
    var heads = board.heads();
    logSeenAt = heads.logHead() == null ? logSeenAt : heads.at();
    topicSeenAt = heads.topicHead() == null ? topicSeenAt : heads.at();
    readModelSeenAt = heads.projected() == null ? readModelSeenAt : heads.at();
    var lag = lagSampler.sample(now);
    var projected =
        lag.projections().stream()
            .map(LagView.OfProjection::projected)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    return new HealthSample(
        now,
        unseen(now, heads, heads.logHead(), logSeenAt),
        unseen(now, heads, heads.topicHead(), topicSeenAt),
        unseen(now, heads, heads.projected(), readModelSeenAt),
        relay.lasts(now, Objects.requireNonNullElse(heads.topicHead(), 0L), lag.relay().events()),
        projection.lasts(now, projected, lag.projector().events()),
        lagSampler.catchUpSeconds(),
        projector.view(),
        databases.sample(),
        lag,
        projections);
  }

  private static Duration unseen(
      Instant now, SourceHeads heads, @Nullable Object figure, Instant seenAt) {
    var isWatching = Duration.between(heads.at(), now).compareTo(SILENCE_LIMIT) < 0;
    return figure != null && isWatching ? Duration.ZERO : Duration.between(seenAt, now);
  }
}
