package io.firstserved.database.group;

import io.firstserved.loop.LoopBody;
import java.sql.SQLException;
import java.time.Duration;

/** A turn looks once what waits at the members of each group. */
final class QueueWatch implements LoopBody {

  private final PrimaryPools pools;
  private final Duration interval;

  QueueWatch(PrimaryPools pools, Duration interval) {
    this.pools = pools;
    this.interval = interval;
  }

  /**
   * @throws UnseenException if no server of a group says it; the others were looked at all the same
   */
  @Override
  public Duration turn(Heartbeat heartbeat) {
    UnseenException unseen = null;
    for (var group : pools.groups()) {
      try {
        group.lookAtQueues();
      } catch (SQLException refused) {
        unseen = new UnseenException(refused);
      }
    }
    if (unseen != null) {
      throw unseen;
    }
    return interval;
  }

  /** What waits at a group's members is not known. */
  static final class UnseenException extends RuntimeException {
    private UnseenException(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }
}
