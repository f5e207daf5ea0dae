package io.firstserved.command.log.identity;

import java.util.List;

/** What the log's readers were given, asked where they get it from. */
@FunctionalInterface
public interface RelayedEvents {

  /**
   * The highest event of each part of what was relayed; empty if nothing was.
   *
   * @throws RuntimeException if it cannot be told now: then nothing is known
   */
  List<SeenEvent> highest() throws InterruptedException;
}
