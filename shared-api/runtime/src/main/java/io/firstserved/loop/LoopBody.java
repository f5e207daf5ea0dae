package io.firstserved.loop;

import java.time.Duration;

/** What a {@link Loop} does, turn by turn, on the loop's own thread. */
@FunctionalInterface
public interface LoopBody {

  /**
   * Does one turn. Returning counts as a success. Whatever it throws is counted as a failure and
   * followed by another turn after the loop's backoff; so a turn must leave nothing behind that the
   * next one cannot go on from.
   *
   * @param heartbeat to be told of successes within a turn that takes long, such as one that holds
   *     a lease
   * @return how long to wait before the next turn; zero for at once
   * @throws InterruptedException if told to stop; the loop ends if it was stopped, and goes on if
   *     not
   */
  Duration turn(Heartbeat heartbeat) throws InterruptedException;

  /** Called once when the loop ends, on its thread: gives up leases and connections. */
  default void ended() {}

  /** What a long turn tells and asks. */
  interface Heartbeat {
    /** Something was done, or there was nothing to do. */
    void succeeded();

    /** Whether the loop is being stopped: the turn should end where it is, and may return. */
    boolean isStopping();
  }
}
