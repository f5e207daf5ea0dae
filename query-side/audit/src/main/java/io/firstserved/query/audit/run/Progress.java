package io.firstserved.query.audit.run;

import java.util.concurrent.atomic.AtomicLong;

/** How far an audit is. Written by its thread, read by any. */
public final class Progress {

  private static final int TELL_EVERY = 10_000;

  private final Runnable advanced;

  private final AtomicLong checked = new AtomicLong();
  private final AtomicLong head = new AtomicLong();

  /**
   * Of an audit that begins.
   *
   * @param advanced called by the audit's thread now and then, as long as it gets on
   */
  public Progress(Runnable advanced) {
    this.advanced = advanced;
  }

  void begin(long newHead) {
    head.set(newHead);
  }

  void reached(long index) {
    checked.setRelease(index);
    if (index % TELL_EVERY == 0) {
      advanced.run();
    }
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
