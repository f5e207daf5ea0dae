package io.firstserved.query.freshness;

import io.firstserved.position.LogPosition;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Where the log ends. Those who ask while somebody looks share the next look, so their number costs
 * the database nothing. Thread-safe.
 */
@Component
class LogHead {

  private final EventPlace places;
  private final ReentrantLock looking = new ReentrantLock();

  /** The newest look; null if it failed. */
  private volatile @Nullable LogPosition seen;

  private long lookedAt = System.nanoTime();

  LogHead(EventPlace places) {
    this.places = places;
  }

  /**
   * Whether the log ends before the event, so that nobody can have been told its place. False if
   * the log cannot be asked in time.
   *
   * @param deadline until when another's look is waited for, as {@link System#nanoTime} tells it
   */
  boolean isBefore(LogPosition event, long deadline) throws InterruptedException {
    var known = seen;
    if (known != null && !isBehind(known, event)) {
      return false;
    }
    var head = look(deadline);
    return head != null && isBehind(head, event);
  }

  /** An event of an earlier life is not: whether it is void is said elsewhere. */
  private static boolean isBehind(LogPosition head, LogPosition event) {
    return event.log() != head.log()
        || event.incarnation() > head.incarnation()
        || (event.incarnation() == head.incarnation() && event.index() > head.index());
  }

  private @Nullable LogPosition look(long deadline) throws InterruptedException {
    var asked = System.nanoTime();
    if (!looking.tryLock(deadline - asked, TimeUnit.NANOSECONDS)) {
      return null;
    }
    try {
      if (lookedAt - asked <= 0) {
        lookedAt = System.nanoTime();
        seen = head();
      }
      return seen;
    } finally {
      looking.unlock();
    }
  }

  private @Nullable LogPosition head() {
    try {
      return places.head();
    } catch (DataAccessException away) {
      return null;
    }
  }
}
