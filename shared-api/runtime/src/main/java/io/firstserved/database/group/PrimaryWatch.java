package io.firstserved.database.group;

import io.firstserved.loop.LoopBody;
import java.sql.SQLException;
import java.time.Duration;

/** A turn looks at each group once, and publishes one that is new. */
final class PrimaryWatch implements LoopBody {

  private final PrimaryPools pools;
  private final GroupMeters meters;
  private final Duration interval;

  PrimaryWatch(PrimaryPools pools, GroupMeters meters, Duration interval) {
    this.pools = pools;
    this.meters = meters;
    this.interval = interval;
  }

  /**
   * @throws NoPrimaryException if a group has none; the others were looked at all the same
   */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    NoPrimaryException none = null;
    for (var group : pools.groups()) {
      meters.publish(group);
      try {
        group.look();
      } catch (SQLException noMajority) {
        none = new NoPrimaryException(noMajority);
      }
    }
    if (none != null) {
      throw none;
    }
    return interval;
  }

  /** A group has no primary now. */
  static final class NoPrimaryException extends RuntimeException {
    private NoPrimaryException(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
