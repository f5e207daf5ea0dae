package io.firstserved.command.gate;

import io.firstserved.command.log.LogReader.Issue;
import java.util.List;

/**
 * State of one campaign being built beside the present one, under a lock whose fencing token keeps
 * out whoever lost it. In this order: {@link #add} every issue, {@link #addFree} the holes, {@link
 * #catchUp}, {@link #freeze}, catch up again, {@link #switchOver}. Not thread-safe.
 *
 * <p>Every step throws {@link RebuildLostException} if the lock or the freeze has run out, and
 * {@link FastGateUnavailableException} if the store does not answer. If a step fails, {@link
 * #abandon} it; where even that does not reach the store, lock and all that was built expire.
 */
public interface GateRebuild {

  /** Adds an issue that the log has. */
  void add(Issue issue);

  /** Everything the log had has been added: what is missing among the serials is free. */
  void addFree();

  /** Adds issues that came in meanwhile. */
  void catchUp(List<Issue> issues);

  /** How many issues have been added, without those caught up. */
  int size();

  /** Stops granting and confirming until the switch, or until the freeze runs out. */
  void freeze();

  /**
   * Puts what was built in the place of the present state.
   *
   * @return the new epoch
   */
  long switchOver();

  /** Lets another rebuild begin at once; does not wait for the store, which may be what failed. */
  void abandon();
}
