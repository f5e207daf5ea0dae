package io.firstserved.command.log;

import java.util.function.Supplier;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Translates what Spring's JDBC and Axon's store throw into {@link LogUnavailableException}. */
final class LogFailures {

  private LogFailures() {}

  /**
   * Reads.
   *
   * @throws LogUnavailableException.Unreadable if the database does not do its part
   */
  static <T> T reading(Supplier<T> read) {
    try {
      return read.get();
    } catch (DataAccessException | TransactionException | EventStoreException failure) {
      throw new LogUnavailableException.Unreadable(failure);
    }
  }

  /** The same, for a read that gives nothing back. */
  static void reading(Runnable read) {
    reading(
        () -> {
          read.run();
          return true;
        });
  }
}
