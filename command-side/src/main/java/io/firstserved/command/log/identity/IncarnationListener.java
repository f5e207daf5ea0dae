package io.firstserved.command.log.identity;

/**
 * Remembers something of the log, and forgets it when another life of the log begins: what it
 * remembers may be of events that are void.
 */
@FunctionalInterface
public interface IncarnationListener {

  /**
   * Another life of the log has begun, as this node has just noticed. Called on one thread at a
   * time, before anything is appended or relayed by this node in that life; perhaps more than once.
   */
  void incarnationBegun();

  /**
   * An operator has had another life of the log begin, by this node: it is stored. Called once.
   * What it throws is thrown at the operator, although the life has begun.
   */
  default void incarnationAccepted(StoredIncarnation begun) {}
}
