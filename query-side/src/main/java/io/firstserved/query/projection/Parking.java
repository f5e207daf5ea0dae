package io.firstserved.query.projection;

import java.util.Collection;
import java.util.Set;

/**
 * Where events are put that a projection cannot take, and those that wait behind them. Everything
 * happens within the caller's transaction.
 */
public interface Parking {

  /** The aggregates of these partitions whose events wait, because an earlier one is parked. */
  Set<String> waitingSequences(Run run, Collection<Integer> partitions);

  /**
   * Parks an event that failed.
   *
   * @throws ParkingFullException if the run has as many letters as the limit allows
   */
  void park(Run run, TopicRecord failed, String cause);

  /**
   * Parks an event behind an earlier one of its aggregate.
   *
   * @throws ParkingFullException if the run has as many letters as the limit allows
   */
  void parkBehind(Run run, TopicRecord waiting);
}
