package io.firstserved.command.log;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Finds out whether a batch whose commit went unanswered is stored.
 *
 * <p>Under the lock of {@code log_position}, which the batch's transaction holds until it is
 * committed or rolled back, and in a transaction that writes and is committed itself. The lock
 * alone proves nothing on a group of servers: a primary that has lost the majority undoes the
 * batch, hands on the lock, and shows a log without the batch, which the others have. It cannot
 * commit (ADR 0015).
 */
final class OutcomeLookup {

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final DataSource connections;
  private final Duration limit;

  OutcomeLookup(DataSource connections, Duration limit) {
    this.connections = connections;
    this.limit = limit;
  }

  /** Whether the batch is stored; empty if no look could be committed within the limit. */
  Optional<Boolean> stored(PreparedBatch batch) {
    long end = System.nanoTime() + limit.toNanos();
    do {
      try (var connection = connections.getConnection()) {
        var table = new LogTable(connection);
        table.probe();
        boolean stored = table.stands(batch.rows(), batch.firstIndex());
        connection.commit();
        return Optional.of(stored);
      } catch (SQLException notAnswered) {
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    } while (System.nanoTime() < end);
    return Optional.empty();
  }
}
