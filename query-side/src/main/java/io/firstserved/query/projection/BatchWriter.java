package io.firstserved.query.projection;

import org.springframework.jdbc.core.JdbcOperations;

/**
 * Collects what the events of one batch do to a projection's rows, and writes it in one go. Each
 * projection has its own; its {@code @EventHandler} methods take it as a parameter. Used by one
 * thread, for one batch.
 */
public interface BatchWriter {

  /**
   * Writes what was collected, within the caller's transaction. Touches rows in the order of their
   * keys, so that nodes that share the work do not deadlock.
   *
   * @throws RuntimeException if an event cannot be taken, now or later; it becomes a dead letter.
   *     Failures of the database itself pass through and are tried again
   */
  void flush(JdbcOperations jdbc);
}
