package io.firstserved.command.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** Finds out whether a batch whose commit went unanswered is stored. */
final class OutcomeLookup {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final DataSource connections;
  private final Duration limit;

  OutcomeLookup(DataSource connections, Duration limit) {
    this.connections = connections;
    this.limit = limit;
  }

  /**
   * Whether the batch is stored; empty if the database gave no answer within the limit.
   *
   * <p>It takes the lock of {@code log_position} first. The batch's transaction may still run on
   * the server, but it holds that lock until it is committed or rolled back, so what is read under
   * the lock is final.
   */
  Optional<Boolean> stored(PreparedBatch batch) {
    long end = System.nanoTime() + limit.toNanos();
    do {
      try (var connection = connections.getConnection()) {
        var table = new LogTable(connection);
        table.lock();
        boolean stored = table.stands(batch.rows(), batch.firstIndex());
        connection.rollback();
        return Optional.of(stored);
      } catch (SQLException notAnswered) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } while (System.nanoTime() < end);
    return Optional.empty();
  }
}
