package io.firstserved.query.audit.run;

import java.util.concurrent.atomic.AtomicLong;

/** How far an audit is. Written by its thread, read by any. */
public final class Progress {

  private final AtomicLong checked = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  void begin(long newHead) {
    head.set(newHead);
  }

  void reached(long index) {
    checked.setRelease(index);
  }

  /** Up to which index the log is checked. */
  public long checked() {
    return checked.get();
  }

  /** The index at which the replay ends; 0 until it is known. */
  public long head() {
    return head.get();
  }
}
