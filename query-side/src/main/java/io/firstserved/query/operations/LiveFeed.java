package io.firstserved.query.operations;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The newest message for all open pages. A page that reads slowly misses messages instead of
 * holding up the others: each message is whole, and replaces the one before. Thread-safe.
 */
@Component
class LiveFeed {

  /**
   * A message.
   *
   * @param number its place among all messages, from 1
   * @param text as it goes over the wire
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared; shared by all pages, never changed
  record Message(long number, byte[] text) {}

  private final int limit;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Message newest;
  private long published;
  private boolean isOpen;
  private int readers;

  LiveFeed(PageProperties properties) {
    this.limit = properties.subscriberLimit();
  }

  /** Begins to serve pages. */
  void open() {
    lock.lock();
    try {
      isOpen = true;
    } finally {
      lock.unlock();
    }
  }

  /** Sends every page away; they come back when there is a server again. */
  void close() {
    lock.lock();
    try {
      isOpen = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isOpen() {
    lock.lock();
    try {
      return isOpen;
    } finally {
      lock.unlock();
    }
  }

  /** Whether anybody reads. */
  boolean isWatched() {
    return readers() > 0;
  }

  /** How many read. */
  int readers() {
    lock.lock();
    try {
      return readers;
    } finally {
      lock.unlock();
    }
  }

  /** Lets one more page read, which must {@link #leave}; false if there are too many. */
  boolean join() {
    lock.lock();
    try {
      var isFree = isOpen && readers < limit;
      // Since the last reader left nothing was published: what there is, is old.
      newest = readers == 0 ? null : newest;
      readers += isFree ? 1 : 0;
      return isFree;
    } finally {
      lock.unlock();
    }
  }

  void leave() {
    lock.lock();
    try {
      readers--;
    } finally {
      lock.unlock();
    }
  }

  void publish(byte[] text) {
    lock.lock();
    try {
      newest = new Message(++published, text);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a message that is newer than this one.
   *
   * @return it; null if none came in time, or the feed was closed
   */
  @Nullable Message after(long number, Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (isOpen && left > 0 && (newest == null || newest.number() <= number)) {
        left = changed.awaitNanos(left);
      }
      return newest == null || newest.number() <= number ? null : newest;
    } finally {
      lock.unlock();
    }
  }
}
