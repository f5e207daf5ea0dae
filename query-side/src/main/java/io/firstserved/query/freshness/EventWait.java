package io.firstserved.query.freshness;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.position.LogPosition;
import io.firstserved.position.VoidRule;
import io.firstserved.query.projection.KnownIncarnations;
import io.firstserved.query.projection.Position;
import io.firstserved.query.projection.Positions;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/**
 * Waits until an event is in every read model. An event is there once its own partition is
 * projected up to it; the other partitions do not matter.
 */
@Component
class EventWait {

  private final Positions positions;
  private final KnownIncarnations incarnations;
  private final EventPlace places;
  private final LogHead head;
  private final FreshnessProperties properties;
  private final Semaphore waiting;
  private Collection<List<Position>> seen = List.of();
  private long seenAt;

  EventWait(
      Positions positions,
      KnownIncarnations incarnations,
      EventPlace places,
      LogHead head,
      FreshnessProperties properties) {
    this.positions = positions;
    this.incarnations = incarnations;
    this.places = places;
    this.head = head;
    this.properties = properties;
    this.waiting = new Semaphore(properties.maxWaiting());
    this.seenAt = System.nanoTime() - properties.interval().toNanos();
  }

  /**
   * Returns once the event is projected.
   *
   * @param event the event's place
   * @throws RefusedException UNAVAILABLE if that takes longer than the limit; OVERLOADED if too
   *     many requests are waiting; VOIDED if the event will never be projected; INVALID_REQUEST if
   *     the log has no such event yet
   */
  void await(LogPosition event) throws InterruptedException {
    if (!waiting.tryAcquire()) {
      throw new RefusedException(Reason.OVERLOADED, "too many requests wait for their events");
    }
    try {
      var deadline = System.nanoTime() + properties.limit().toNanos();
      if (head.isBefore(event, deadline) && !hasDiverged(look())) {
        throw new RefusedException(
            Reason.INVALID_REQUEST, "the log has no event " + event.text() + " yet");
      }
      poll(event, deadline);
    } finally {
      waiting.release();
    }
  }

  private void poll(LogPosition event, long deadline) throws InterruptedException {
    while (!isProjected(event)) {
      if (System.nanoTime() - deadline > 0) {
        throw new RefusedException(
            Reason.UNAVAILABLE, "event " + event.text() + " is not projected yet");
      }
      TimeUnit.NANOSECONDS.sleep(properties.interval().toNanos());
    }
  }

  private boolean isProjected(LogPosition event) {
    var rule = new VoidRule(incarnations.latest());
    if (rule.voids(event)) {
      throw new RefusedException(
          Reason.VOIDED, "event " + event.text() + " is void: " + rule.sentence(event));
    }
    var live = look();
    // What stands in front of another log will not come to this event, whatever its index.
    if (live.isEmpty() || hasDiverged(live)) {
      return false;
    }
    return live.stream().allMatch(all -> hasEverythingUpTo(event, all))
        || hasReachedItsPlace(event, live);
  }

  /** Then the log may have lost what somebody was told of. */
  private static boolean hasDiverged(Collection<List<Position>> live) {
    return live.stream().flatMap(List::stream).anyMatch(Position::isDiverged);
  }

  /** All who wait share one look, so their number costs the database nothing. */
  private synchronized Collection<List<Position>> look() {
    var now = System.nanoTime();
    if (now - seenAt >= properties.interval().toNanos()) {
      seen = positions.live().values();
      seenAt = System.nanoTime();
    }
    return seen;
  }

  private boolean hasReachedItsPlace(LogPosition event, Collection<List<Position>> live) {
    // Where none has come that far, its place need not be looked up.
    if (live.stream().flatMap(List::stream).noneMatch(at -> hasReached(event, at))) {
      return false;
    }
    var partitions = live.stream().mapToInt(List::size).max().orElse(0);
    var place = places.partitionOf(event.index(), partitions);
    return place.isPresent()
        && live.stream().allMatch(all -> hasReached(event, place.getAsInt(), all));
  }

  /** As many different events as the highest index says: none up to it can be missing. */
  private static boolean hasEverythingUpTo(LogPosition event, List<Position> positions) {
    var highest = positions.stream().mapToLong(Position::highestIndex).max().orElse(0);
    var events = positions.stream().mapToLong(Position::events).sum();
    return events == highest && positions.stream().anyMatch(at -> hasReached(event, at));
  }

  private static boolean hasReached(LogPosition event, int partition, List<Position> positions) {
    return positions.stream().anyMatch(at -> at.partition() == partition && hasReached(event, at));
  }

  /** An event of a later life of the log is another one than that which stood at its index. */
  private static boolean hasReached(LogPosition event, Position at) {
    return at.log() == event.log()
        && at.incarnation() >= event.incarnation()
        && at.highestIndex() >= event.index();
  }
}
