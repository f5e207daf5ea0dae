package io.firstserved.query.lag;

import io.firstserved.query.projection.Position;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one look at the three sources showed. A source that could not be seen is null, and what
 * follows from it stays as last seen.
 *
 * @param at when
 * @param logHead the log's highest index
 * @param topicEnds by partition, the offset after the last record
 * @param topicHead the highest index in the topic
 * @param positions by projection, how far it is
 */
record LagSample(
    Instant at,
    @Nullable Long logHead,
    @Nullable Map<Integer, Long> topicEnds,
    @Nullable Long topicHead,
    @Nullable Map<String, List<Position>> positions) {

  /** Whether every source was seen. */
  boolean isComplete() {
    return logHead != null && topicEnds != null && topicHead != null && positions != null;
  }

  /** The heads of what was seen, for people. */
  SourceHeads heads() {
    if (positions == null) {
      return new SourceHeads(at, logHead, topicHead, null);
    }
    var projected = new TreeMap<String, Long>();
    positions.forEach((name, of) -> projected.put(name, sum(of, Position::events)));
    return new SourceHeads(at, logHead, topicHead, Map.copyOf(projected));
  }

  /** How many events of the log the topic lacks. */
  long relayLag() {
    return logHead == null || topicHead == null ? 0 : Math.max(0, logHead - topicHead);
  }

  /**
   * How many events a projection lacks: of the log, or of the topic if that is more, because either
   * may be the one that is blind.
   */
  long projectionLag(String projection) {
    var byLog = logHead == null ? 0 : logHead - sum(of(projection), Position::events);
    var byTopic = sum(unprojected(projection).values(), Backlog::records);
    return Math.max(0, Math.max(byLog, byTopic));
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
