package io.firstserved.query.operations;

import io.firstserved.query.lag.LagBoard;
import io.firstserved.query.operations.LagView.Behind;
import io.firstserved.query.operations.LagView.OfProjection;
import io.firstserved.query.projection.Projection;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Turns the watcher's board into what the page shows, without asking anything. */
final class LagSampler {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** Over which time paces are measured: long enough to be steady, short enough to be present. */
  private static final Duration PACE_SPAN = Duration.ofSeconds(5);

  /** For how long a measured count of events stands for the present one. */
  private static final Duration MEASURED_FOR = Duration.ofSeconds(5);

  private static final Behind NONE = new Behind(0, 0);
  private static final Comparator<Behind> BY_LAG =
      Comparator.comparingDouble(Behind::seconds).thenComparingLong(Behind::events);

  private final LagBoard board;
  private final List<String> projections;
  private final LagHistory history;

  LagSampler(LagBoard board, List<Projection> projections, LagHistory history) {
    this.board = board;
    this.projections = projections.stream().map(Projection::name).sorted().toList();
    this.history = history;
  }

  /** The present lag, which also becomes the history's last point. */
  LagView sample(Instant now) {
    var relay = new Behind(board.relayLagEvents(), seconds(board.relayLag()));
    var each = projections.stream().map(this::ofProjection).toList();
    var slowest = each.stream().map(OfProjection::behind).max(BY_LAG).orElse(NONE);
    var heads = board.heads();
    var projected = leastProjected(heads.projected());
    history.add(
        new LagPoint(
            now.toEpochMilli(),
            isMeasured(now),
            Objects.requireNonNullElse(heads.logHead(), 0L),
            relay.events(),
            relay.seconds(),
            Objects.requireNonNullElse(projected, 0L),
            slowest.events(),
            slowest.seconds()));
    return new LagView(
        board.measuredAt(),
        heads.logHead(),
        heads.incarnation(),
        heads.topicHead(),
        pace(LagPoint::logHead),
        pace(LagPoint::projected),
        relay,
        inTopic(slowest, relay),
        slowest,
        each);
  }

  private boolean isMeasured(Instant now) {
    var at = board.measuredAt();
    return at != null && Duration.between(at, now).compareTo(MEASURED_FOR) <= 0;
  }

  private OfProjection ofProjection(String name) {
    var projected = board.heads().projected();
    return new OfProjection(
        name,
        projected == null ? null : projected.getOrDefault(name, 0L),
        new Behind(board.projectionLagEvents(name), seconds(board.projectionLag(name))));
  }

  /** What has reached the topic and not the rows; its oldest event is not younger than the lag. */
  private static Behind inTopic(Behind slowest, Behind relay) {
    long events = Math.max(0, slowest.events() - relay.events());
    return new Behind(events, events == 0 ? 0 : slowest.seconds());
  }

  private @Nullable Long leastProjected(@Nullable Map<String, Long> projected) {
    return projected == null
        ? null
        : projections.stream()
            .map(name -> projected.getOrDefault(name, 0L))
            .min(Long::compare)
            .orElse(null);
  }

  private double pace(ToLongFunction<LagPoint> figure) {
    var before = history.before(PACE_SPAN);
    var last = history.last();
    if (before == null || last == null || figure.applyAsLong(before) == 0) {
      return 0;
    }
    var gained = figure.applyAsLong(last) - figure.applyAsLong(before);
    return Math.max(0, gained * MILLIS_PER_SECOND / (last.epochMillis() - before.epochMillis()));
  }

  /** In how many seconds nothing will wait at the present pace; null if it does not become less. */
  @Nullable Long catchUpSeconds() {
    var before = history.before(PACE_SPAN);
    var last = history.last();
    if (before == null || last == null) {
      return null;
    }
    long workedOff = before.projectorEvents() - last.projectorEvents();
    long millis = last.epochMillis() - before.epochMillis();
    return workedOff <= 0
        ? null
        : (long) Math.ceil(last.projectorEvents() * millis / (workedOff * MILLIS_PER_SECOND));
  }

  private static double seconds(Duration lag) {
    return lag.toMillis() / MILLIS_PER_SECOND;
  }
}
