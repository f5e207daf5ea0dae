package io.firstserved.query.lag;

import io.firstserved.position.Incarnations;
import io.firstserved.position.VoidRule;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.VoidedRuns;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the three sources showed. A source that could not be seen is null, and what
 * follows from it stays as last seen.
 *
 * @param at when
 * @param logHead the log's highest index
 * @param topicEnds by partition, the offset after the last record
 * @param topicHead the highest index in the topic that is not void
 * @param positions by projection, how far it is
 * @param spot what the log has where the projections are
 * @param lives the log's lives; seen whenever its head is
 */
record LagSample(
    Instant at,
    @Nullable Long logHead,
    @Nullable Map<Integer, Long> topicEnds,
    @Nullable Long topicHead,
    @Nullable Map<String, List<Position>> positions,
    @Nullable Spot spot,
    @Nullable Incarnations lives) {

  /**
   * One place that is projected, and what the log has there.
   *
   * @param index the place
   * @param projected the fingerprint of the event that was projected
   * @param inLog that of the event in the log; null if the log has none
   */
  record Spot(long index, String projected, @Nullable String inLog) {}

  /** Whether every source was seen, and the log is the one that the others hold. */
  boolean isComplete() {
    return logHead != null
        && topicEnds != null
        && topicHead != null
        && positions != null
        && divergence().isEmpty();
  }

  /** The heads of what was seen, for people. */
  SourceHeads heads() {
    var incarnation = lives == null ? null : (Long) lives.present();
    if (positions == null) {
      return new SourceHeads(at, logHead, incarnation, topicHead, null);
    }
    var projected = new TreeMap<String, Long>();
    positions.forEach((name, of) -> projected.put(name, sum(of, Position::events)));
    return new SourceHeads(at, logHead, incarnation, topicHead, Map.copyOf(projected));
  }

  /**
   * Whether the log's head is behind what the topic or a projection has seen: the log has lost its
   * end. Positions and topic are read before the log, which only grows, so no race looks like this.
   */
  boolean isLogBehind() {
    return logHead != null && logHead < seenOfTheLog();
  }

  /** The highest place in the log that topic or projections have seen; 0 if none. */
  private long seenOfTheLog() {
    var inTopic = topicHead == null ? 0 : topicHead;
    return positions == null
        ? inTopic
        : positions.values().stream()
            .flatMap(List::stream)
            .filter(at -> !isVoid(at))
            .mapToLong(Position::highestIndex)
            .reduce(inTopic, Math::max);
  }

  private boolean isVoid(Position at) {
    return lives != null && new VoidRule(lives).voids(at.incarnation(), at.highestIndex());
  }

  /** The highest place that is projected, not void, and of which the event is known. */
  static Optional<Position> highest(Map<String, List<Position>> positions, VoidRule rule) {
    return positions.values().stream()
        .flatMap(List::stream)
        .filter(at -> !rule.voids(at.incarnation(), at.highestIndex()))
        .filter(at -> at.fingerprint() != null)
        .max(Comparator.comparingLong(Position::highestIndex));
  }

  /**
   * What tells that the log is not the one that was projected: a projection has taken what is void
   * now or stands in front of another log, or what {@link #divergenceOfLog} finds.
   */
  Optional<String> divergence() {
    return voided().or(this::standing).or(this::divergenceOfLog);
  }

  /**
   * The same as far as it concerns every projection: the log is of an earlier life, or shorter, or
   * has another event where the projections are.
   */
  Optional<String> divergenceOfLog() {
    return earlier().or(this::shorter).or(this::other);
  }

  private Optional<String> voided() {
    if (lives == null || positions == null) {
      return Optional.empty();
    }
    var rule = new VoidRule(lives);
    return positions.entrySet().stream()
        .flatMap(run -> VoidedRuns.divergence(rule, run.getKey(), run.getValue()).stream())
        .findFirst();
  }

  private Optional<String> earlier() {
    if (lives == null || positions == null) {
      return Optional.empty();
    }
    var present = lives.present();
    return positions.values().stream()
        .flatMap(List::stream)
        .filter(at -> at.incarnation() > present)
        .findFirst()
        .map(
            at ->
                "the log is of incarnation %d, but incarnation %d of it is projected"
                    .formatted(present, at.incarnation()));
  }

  private Optional<String> standing() {
    return positions == null
        ? Optional.empty()
        : positions.values().stream()
            .flatMap(List::stream)
            .map(Position::divergence)
            .flatMap(Stream::ofNullable)
            .findFirst();
  }

  private Optional<String> shorter() {
    return isLogBehind()
        ? Optional.of(
            "the log ends at event %d, but event %d of it was sent or projected"
                .formatted(logHead, seenOfTheLog()))
        : Optional.empty();
  }

  private Optional<String> other() {
    return Optional.ofNullable(spot)
        .filter(at -> !at.projected().equals(at.inLog()))
        .map(
            at ->
                at.inLog() == null
                    ? "the log has no event %d, which is projected".formatted(at.index())
                    : "the log has another event %d than the projected one".formatted(at.index()));
  }

  /**
   * How far log and topic are apart, in events: what the topic lacks or, if the log has lost its
   * end, what the log lacks.
   */
  long relayLag() {
    return logHead == null || topicHead == null ? 0 : Math.abs(logHead - topicHead);
  }

  /**
   * How many events a projection lacks: of the log, or of the topic if that is more, because either
   * may be the one that is blind. If it has taken more than the log holds, how many more.
   */
  long projectionLag(String projection) {
    var byLog = logHead == null ? 0 : Math.abs(logHead - sum(of(projection), Position::events));
    var byTopic = sum(unprojected(projection).values(), Backlog::records);
    return Math.max(byLog, byTopic);
  }

  /** The part of one partition that a projection has not read. */
  record Backlog(long firstOffset, long records) {}

  /** By partition, what a projection has not read of it. */
  Map<Integer, Backlog> unprojected(String projection) {
    var next = new HashMap<Integer, Long>();
    of(projection).forEach(position -> next.put(position.partition(), position.nextOffset()));
    var backlogs = new HashMap<Integer, Backlog>();
    if (topicEnds != null) {
      topicEnds.forEach(
          (partition, end) -> {
            var first = next.getOrDefault(partition, 0L);
            if (first < end) {
              backlogs.put(partition, new Backlog(first, end - first));
            }
          });
    }
    return backlogs;
  }

  private List<Position> of(String projection) {
    return positions == null ? List.of() : positions.getOrDefault(projection, List.of());
  }

  private static <T> long sum(Collection<T> all, ToLongFunction<T> figure) {
    return all.stream().mapToLong(figure).sum();
  }
}
