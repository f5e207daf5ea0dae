package io.firstserved.command.log;

import io.firstserved.command.log.LogUnavailableException.Failed;
import io.firstserved.command.log.LogUnavailableException.OutcomeUnknown;
import io.firstserved.command.log.tail.NewEvents;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches and answers their commands with what is true: what is stored, what is not, and
 * never a guess. Used by one thread at a time.
 *
 * <p>A failure before the commit was sent leaves nothing behind and the batch is tried again, up to
 * a limit. A failure around the commit leaves its outcome open, and the log itself is asked.
 */
final class BatchCommitter {

  private final DataSource connections;
  private final OutcomeLookup lookup;
  private final NewEvents newEvents;
  private final int attempts;
  private boolean lookFirst;
  private volatile @Nullable PreparedBatch committing;

  /**
   * @param connections connections without automatic commit, at the isolation level READ COMMITTED
   */
  BatchCommitter(DataSource connections, LogProperties limits, NewEvents newEvents) {
    this.newEvents = newEvents;
    this.connections = connections;
    this.lookup = new OutcomeLookup(connections, limits.answerLimit());
    this.attempts = limits.attempts();
  }

  /** Stores what can be stored of the batch and answers each of its commands. */
  void commit(List<Append> batch) {
    SQLException failure = null;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      try {
        tryOnce(batch);
        return;
      } catch (NoConnectionException e) {
        // The pool has tried for its whole limit: more attempts would only hold up the queue.
        fail(batch, e);
        return;
      } catch (SQLException e) {
        failure = e;
      }
      if (batch.stream().allMatch(Append::answered)) {
        return;
      }
    }
    fail(batch, new SQLException("no attempt succeeded: " + attempts, failure));
  }

  private void tryOnce(List<Append> batch) throws SQLException {
    var prepared = (PreparedBatch) null;
    try (var connection = connect()) {
      prepared = prepare(connection, batch);
      if (prepared.accepted().isEmpty() || prepared.rehearsal()) {
        connection.rollback();
      } else {
        committing = prepared;
        connection.commit();
      }
      answer(prepared);
      committing = null;
    } catch (SQLException e) {
      settle(prepared, e);
    }
  }

  private Connection connect() throws NoConnectionException {
    try {
      return connections.getConnection();
    } catch (SQLException e) {
      throw new NoConnectionException(e);
    }
  }

  private PreparedBatch prepare(Connection connection, List<Append> batch) throws SQLException {
    var transaction = new BatchTransaction(new LogTable(connection), batch);
    var prepared = transaction.prepare(lookFirst);
    lookFirst = transaction.metDuplicates();
    return prepared;
  }

  /** Finds out what became of a commit that was sent; a batch not yet sent is not stored. */
  private void settle(@Nullable PreparedBatch prepared, SQLException failure) throws SQLException {
    if (committing == null || prepared == null) {
      throw failure;
    }
    var stored = lookup.stored(prepared);
    committing = null;
    if (stored.isEmpty()) {
      prepared.accepted().forEach(append -> append.failed(new OutcomeUnknown(failure)));
      prepared.refused().forEach(Append::failed);
    } else if (stored.get()) {
      answer(prepared);
    } else {
      throw failure;
    }
  }

  private void answer(PreparedBatch prepared) {
    prepared.answer();
    if (!prepared.rehearsal()) {
      newEvents.announce(prepared.lastIndex());
    }
  }

  /** Answers the commands of a batch whose turn died. */
  void settleOrphan(List<Append> batch) {
    var failure = new SQLException("the log's writer died over this batch");
    try {
      settle(committing, failure);
    } catch (SQLException notStored) {
      fail(batch, notStored);
    }
  }

  /**
   * Speaks to the database, so that an idle session stays open.
   *
   * @throws LogUnavailableException.Failed if it does not answer
   */
  void keepAlive() {
    try (var connection = connections.getConnection()) {
      connection.rollback();
    } catch (SQLException idleSessionLost) {
      throw new Failed(idleSessionLost);
    }
  }

  private static void fail(List<Append> batch, SQLException why) {
    batch.forEach(append -> append.failed(new Failed(why)));
  }

  /** The database cannot be reached now. */
  private static final class NoConnectionException extends SQLException {
    private NoConnectionException(SQLException cause) {
      super("no connection to the log's database", cause);
    }
  }
}
