package io.firstserved.command.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Commands that wait for the writer: bounded, first come first served, closed for good by a
 * shutdown. Any thread adds; one writer takes.
 */
final class AppendQueue {

  private final LogProperties limits;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<Append> waiting = new ArrayDeque<>();
  private boolean closed;

  AppendQueue(LogProperties limits) {
    this.limits = limits;
  }

  /**
   * Adds a command's events, or refuses them at once.
   *
   * @throws LogUnavailableException.QueueFull if the limit is reached
   * @throws LogUnavailableException.ShuttingDown once closed
   */
  void add(Append append) {
    lock.lock();
    try {
      if (closed) {
        throw new LogUnavailableException.ShuttingDown();
      }
      if (waiting.size() >= limits.queueLimit()) {
        throw new LogUnavailableException.QueueFull(limits.queueLimit());
      }
      waiting.addLast(append);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next batch: what waits, up to the limits of a batch, and either rehearsals only or none.
   * Empty if nothing came for as long as an idle writer is silent, or if the queue is closed and
   * empty.
   */
  List<Append> next() throws InterruptedException {
    lock.lock();
    try {
      awaitFirst();
      if (!limits.linger().isZero() && !waiting.isEmpty() && !closed) {
        awaitFull();
      }
      return takeBatch();
    } finally {
      lock.unlock();
    }
  }

  private void awaitFirst() throws InterruptedException {
    long left = limits.keepAlive().toNanos();
    while (waiting.isEmpty() && !closed && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private void awaitFull() throws InterruptedException {
    long left = limits.linger().toNanos();
    while (waiting.size() < limits.batchLimit() && !closed && left > 0) {
      left = changed.awaitNanos(left);
    }
  }

  private List<Append> takeBatch() {
    var batch = new ArrayList<Append>(Math.min(waiting.size(), limits.batchLimit()));
    int events = 0;
    int bytes = 0;
    for (var next = waiting.peekFirst(); next != null; next = waiting.peekFirst()) {
      events += next.rows().size();
      bytes += next.bytes();
      boolean full = events > limits.batchLimit() || bytes > limits.batchBytesLimit();
      if (!batch.isEmpty() && (full || next.rehearsal() != batch.getFirst().rehearsal())) {
        break;
      }
      waiting.removeFirst();
      if (next.take()) {
        batch.add(next);
      }
    }
    return batch;
  }

  /** Takes no more commands from now on; what waits is still handed out. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Whether it is closed and empty. */
  boolean finished() {
    lock.lock();
    try {
      return closed && waiting.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** How many commands wait now. */
  int depth() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }
}
