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

  /** Whether every source was seen, and the log holds what the others do. */
  boolean isComplete() {
    return logHead != null
        && topicEnds != null
        && topicHead != null
        && positions != null
        && !isLogBehind();
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

  /**
   * Whether the log's head is behind what the topic or a projection has seen: the log has lost its
   * end. Positions and topic are read before the log, which only grows, so no race looks like this.
   */
  boolean isLogBehind() {
    var log = logHead;
    if (log == null) {
      return false;
    }
    var isBehindTopic = topicHead != null && log < topicHead;
    return isBehindTopic
        || (positions != null
            && positions.values().stream().anyMatch(of -> log < sum(of, Position::events)));
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
