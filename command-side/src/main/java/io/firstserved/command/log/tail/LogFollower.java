package io.firstserved.command.log.tail;

import io.firstserved.api.event.LogRow;
import java.util.List;

/**
 * Handles every event of the log, in order. Called by one thread of one node at a time.
 *
 * <p>At least once: after a crash, a failure or a takeover the events after the last stored
 * position come again, with the memo that was stored with it. So the same rows are always seen with
 * the same memo.
 */
public interface LogFollower {

  /** Its name for ever: the key of its position. At most 32 ASCII characters. */
  String name();

  /** The memo to begin the log with; at most 4,096 ASCII characters, like every memo. */
  String initialMemo();

  /**
   * Handles the next rows, without a hole between them or to those before. When it returns, they
   * are durably dealt with.
   *
   * @param memo what it returned for the rows before these
   * @param lease to be kept alive while it waits for anything
   * @return the memo to be stored with the new position
   * @throws LeaseLostException passed on from the lease: another node is at work
   * @throws InterruptedException if told to stop; the rows come again
   */
  String handle(List<LogRow> rows, String memo, Lease lease) throws InterruptedException;

  /** Forgets what is in flight: the rows will come again, here or on another node. */
  default void abandon() {}
}
