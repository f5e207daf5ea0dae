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

/** Gathers the signs of one moment after the other. Not thread-safe. */
final class Watch {

  /** A look may wait several times for Kafka; a watcher this silent is taken for dead. */
  private static final Duration SILENCE_LIMIT = Duration.ofSeconds(15);

  private final LagBoard board;
  private final ProjectorState projector;
  private final LagSampler sampler;
  private final Stillness relay;
  private final Stillness projection;
  private Instant logSeenAt;
  private Instant topicSeenAt;
  private Instant readModelSeenAt;

  Watch(LagBoard board, ProjectorState projector, LagSampler sampler, Instant start) {
    this.board = board;
    this.projector = projector;
    this.sampler = sampler;
    this.relay = new Stillness(start);
    this.projection = new Stillness(start);
    this.logSeenAt = start;
    this.topicSeenAt = start;
    this.readModelSeenAt = start;
  }

  Signs look(Instant now, List<ProjectionView> projections) {
    var sight = board.heads();
    logSeenAt = sight.logHead() == null ? logSeenAt : sight.at();
    topicSeenAt = sight.topicHead() == null ? topicSeenAt : sight.at();
    readModelSeenAt = sight.projected() == null ? readModelSeenAt : sight.at();
    var lag = sampler.sample(now);
    var projected =
        lag.projections().stream()
            .map(LagView.OfProjection::projected)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .sum();
    return new Signs(
        now,
        unseen(now, sight, sight.logHead(), logSeenAt),
        unseen(now, sight, sight.topicHead(), topicSeenAt),
        unseen(now, sight, sight.projected(), readModelSeenAt),
        relay.look(now, Objects.requireNonNullElse(sight.topicHead(), 0L), lag.relay().events()),
        projection.look(now, projected, lag.projector().events()),
        sampler.catchUpSeconds(),
        projector.view(),
        lag,
        projections);
  }

  private static Duration unseen(
      Instant now, SourceHeads sight, @Nullable Object figure, Instant seenAt) {
    var isWatching = Duration.between(sight.at(), now).compareTo(SILENCE_LIMIT) < 0;
    return figure != null && isWatching ? Duration.ZERO : Duration.between(seenAt, now);
  }
}
