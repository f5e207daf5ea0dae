package io.firstserved.command.log.identity;

import java.util.List;

/** What has to be known of the relay to begin another life of the log. */
public interface RelayedTail {

  /** The relay's name among the log's followers. */
  String follower();

  /**
   * The last events of each part of what was relayed, as many as a limit says, in no order.
   *
   * @throws RuntimeException if it cannot be told now
   */
  List<SeenEvent> latest() throws InterruptedException;

  /**
   * The relay's memo as it was when it had come to this place. Takes part in the caller's
   * transaction.
   *
   * @param memo what it has stored at a place that is not before this one
   */
  String memoAt(long index, String memo);
}
