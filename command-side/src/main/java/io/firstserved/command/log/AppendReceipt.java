package io.firstserved.command.log;

import java.util.function.Supplier;

/**
 * Tells whoever dispatches a command where in the log its events went. Works because a command is
 * handled, and its append awaited, on the thread that dispatches it.
 */
public final class AppendReceipt {

  private static final ScopedValue<AppendReceipt> CURRENT = ScopedValue.newInstance();

  private long lastIndex;

  private AppendReceipt() {}

  /**
   * Runs an action and notes what it appends.
   *
   * @param action dispatches at most one command; its exceptions pass through
   */
  public static <T> Appended<T> during(Supplier<T> action) {
    var receipt = new AppendReceipt();
    T result = ScopedValue.where(CURRENT, receipt).call(action::get);
    return new Appended<>(result, receipt.lastIndex);
  }

  /** Notes that events were appended on this thread, up to this global index. */
  static void note(long lastIndex) {
    if (CURRENT.isBound()) {
      CURRENT.get().lastIndex = lastIndex;
    }
  }

  /**
   * What an action gave and where its events went.
   *
   * @param result what the action returned
   * @param lastIndex global index of the last event it appended; 0 if it appended none
   */
  public record Appended<T>(T result, long lastIndex) {}
}
