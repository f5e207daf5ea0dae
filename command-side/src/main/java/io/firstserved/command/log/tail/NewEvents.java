package io.firstserved.command.log.tail;

import io.firstserved.command.log.identity.IncarnationListener;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes this node's followers when this node's writer has committed. Thread-safe. */
public final class NewEvents implements IncarnationListener {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition announced = lock.newCondition();
  private long head;

  /** Says that the log reaches up to this global index at least. */
  public void announce(long newHead) {
    lock.lock();
    try {
      head = Math.max(head, newHead);
      announced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The log may be shorter now than it was announced to be. */
  @Override
  public void incarnationBegun() {
    lock.lock();
    try {
      head = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until an event after this index was announced, but no longer than the limit. */
  void awaitAfter(long index, Duration limit) throws InterruptedException {
    lock.lock();
    try {
      long left = limit.toNanos();
      while (head <= index && left > 0) {
        left = announced.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
