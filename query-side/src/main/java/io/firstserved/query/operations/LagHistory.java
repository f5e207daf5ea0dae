package io.firstserved.query.operations;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last points of the lag's chart, as many as the limit says, so that a page opened now shows
 * what was before it. Thread-safe.
 */
final class LagHistory {

  private final int limit;
  private final Deque<LagPoint> points = new ArrayDeque<>();

  LagHistory(int limit) {
    this.limit = limit;
  }

  synchronized void add(LagPoint point) {
    if (points.size() == limit) {
      points.removeFirst();
    }
    points.addLast(point);
  }

  /** All points, the oldest first. */
  synchronized List<LagPoint> points() {
    return List.copyOf(points);
  }

  /** The last point; null before the first. */
  synchronized @Nullable LagPoint last() {
    return points.peekLast();
  }

  /** The youngest point that is at least so much older than the last; null if there is none. */
  synchronized @Nullable LagPoint before(Duration span) {
    if (points.isEmpty()) {
      return null;
    }
    long limitMillis = points.getLast().epochMillis() - span.toMillis();
    for (Iterator<LagPoint> youngestFirst = points.descendingIterator();
        youngestFirst.hasNext(); ) {
      var point = youngestFirst.next();
      if (point.epochMillis() <= limitMillis) {
        return point;
      }
    }
    return null;
  }
}
