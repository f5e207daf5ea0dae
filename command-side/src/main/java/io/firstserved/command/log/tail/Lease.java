package io.firstserved.command.log.tail;

import java.time.Duration;

/** The right of one node to follow the log, for a limited time. Used by one thread. */
public final class Lease {

  private final FollowerPositions positions;
  private final String follower;
  private final long fencingToken;
  private final Duration length;
  private long renewedNanos = System.nanoTime();

  Lease(FollowerPositions positions, String follower, long fencingToken, Duration length) {
    this.positions = positions;
    this.follower = follower;
    this.fencingToken = fencingToken;
    this.length = length;
  }

  /**
   * Renews the lease if a third of it has passed. To be called at least that often.
   *
   * @throws LeaseLostException if another node has taken it
   */
  public void keep() {
    if (System.nanoTime() - renewedNanos >= interval().toNanos()) {
      confirm();
    }
  }

  /**
   * Makes sure that it is held still: that the position was not taken from this node.
   *
   * @throws LeaseLostException if another node has it, or nobody
   */
  public void confirm() {
    long now = System.nanoTime();
    positions.renew(follower, fencingToken, length);
    renewedNanos = now;
  }

  /** The longest time to wait for anything before the next {@link #keep}. */
  public Duration interval() {
    return length.dividedBy(3);
  }

  long fencingToken() {
    return fencingToken;
  }

  void renewed(long nanos) {
    renewedNanos = nanos;
  }
}
