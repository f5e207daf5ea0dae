package io.firstserved.query.lag;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The lags as last seen; ages are computed when asked, so they grow even if nobody looks. */
@Component
public class LagBoard {

  private final Clock clock;
  private final Duration freshness;
  private final Instant start;
  private final Map<String, Lag> projections = new ConcurrentHashMap<>();
  private volatile Lag relay;
  private volatile SourceHeads heads;
  private volatile Map<String, Long> projected = Map.of();
  private volatile @Nullable String divergence;
  private volatile @Nullable String divergenceOfLog;
  private volatile boolean isCompared;
  private volatile @Nullable Instant measuredAt;

  LagBoard(Clock clock, LagProperties properties) {
    this.clock = clock;
    this.freshness = properties.freshness();
    this.start = clock.instant();
    this.relay = Lag.unknownSince(start);
    this.heads = new SourceHeads(start, null, null, null, null);
  }

  /** How many events of the log a projection lacks, as far as could be seen. */
  public long projectionLagEvents(String projection) {
    return projection(projection).events();
  }

  /** How long the oldest event that a projection lacks has been in the log. */
  public Duration projectionLag(String projection) {
    return projection(projection).age(clock.instant(), freshness);
  }

  /** How many events of the log the topic lacks, as far as could be seen. */
  public long relayLagEvents() {
    return relay.events();
  }

  /** How long the oldest event that the topic lacks has been in the log. */
  public Duration relayLag() {
    return relay.age(clock.instant(), freshness);
  }

  /**
   * When log, topic and positions were last all seen, and agreed; null before the first such look.
   * What the lags say is as old as this.
   */
  public @Nullable Instant measuredAt() {
    return measuredAt;
  }

  void measuredAt(Instant look) {
    measuredAt = look;
  }

  /** What the last look showed of each source. */
  public SourceHeads heads() {
    return heads;
  }

  /** What tells that the log is not the one that was projected, as last seen; empty if nothing. */
  public Optional<String> divergence() {
    return Optional.ofNullable(divergence);
  }

  /** The same without what concerns one projection only. */
  public Optional<String> divergenceOfLog() {
    return Optional.ofNullable(divergenceOfLog);
  }

  /** 1 if the log is not the one that was projected, 0 if it is; not a number until it is known. */
  double divergedFigure() {
    if (!isCompared) {
      return Double.NaN;
    }
    return divergence == null ? 0 : 1;
  }

  void divergence(@Nullable String seen, @Nullable String seenOfLog) {
    divergence = seen;
    divergenceOfLog = seenOfLog;
    isCompared = true;
  }

  void heads(SourceHeads seen) {
    heads = seen;
    if (seen.projected() != null) {
      projected = seen.projected();
    }
  }

  /**
   * How many events of the log a projection has taken, as last seen; not a number before the first
   * look.
   */
  double projectedEvents(String projection) {
    var events = projected.get(projection);
    return events == null ? Double.NaN : events;
  }

  Lag relay() {
    return relay;
  }

  void relay(Lag seen) {
    relay = seen;
  }

  Lag projection(String name) {
    return projections.getOrDefault(name, Lag.unknownSince(start));
  }

  void projection(String name, Lag seen) {
    projections.put(name, seen);
  }
}
