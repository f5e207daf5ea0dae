package io.firstserved.command.warmup;

/** Something that a request does, done without leaving a trace. Thread-safe. */
interface Rehearsal {

  /**
   * Does it once.
   *
   * @param n a number that no other turn has
   * @throws Exception if it could not be done now; the node is then less warm, and no less correct
   */
  void once(long n) throws Exception;
}
