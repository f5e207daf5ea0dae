package io.firstserved.query.audit.source;

import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.LogRows;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The event store, read by a read-only account in keyset pages. Rows at or below the head never
 * change in a sound log, so that pages need no common snapshot and an audit holds no long
 * transaction open.
 */
public final class StoreSource implements EventSource {

  /**
   * Qualifier of the data source on the log, which the application opens with a reader's account.
   */
  public static final String DATABASE = "log";

  private static final String HEAD =
      "SELECT (SELECT head FROM log_position WHERE id = 1),"
          + " (SELECT MAX(global_index) FROM domain_event_entry)";

  private static final String PAGE =
      LogRows.SELECT
          + " WHERE global_index > ? AND global_index <= ? ORDER BY global_index LIMIT ?";

  private final DataSource log;
  private final int pageSize;

  /**
   * A source.
   *
   * @param log the log's database
   * @param pageSize rows read at once; they are held in memory together
   */
  public StoreSource(DataSource log, int pageSize) {
    this.log = log;
    this.pageSize = pageSize;
  }

  @Override
  public String name() {
    return "log";
  }

  /**
   * How far the log says it goes, and how far its rows go; the two differ only in a log that
   * somebody tampered with.
   *
   * @param stated the head by the log's own position
   * @param highest the highest index of a row
   */
  public record Extent(long stated, long highest) {}

  /** Both ends, read in one statement. */
  public Extent extent() {
    try (var connection = log.getConnection();
        var statement = connection.prepareStatement(HEAD);
        var result = statement.executeQuery()) {
      result.next();
      return new Extent(result.getLong(1), result.getLong(2));
    } catch (SQLException unreachable) {
      throw unavailable(unreachable);
    }
  }

  @Override
  public long head() {
    return extent().stated();
  }

  @Override
  public void replay(long upTo, Consumer<LogRow> consumer) {
    replay(Long.MIN_VALUE, upTo, consumer);
  }

  /** Hands over the rows after one index and up to another. */
  public void replay(long after, long upTo, Consumer<LogRow> consumer) {
    try (var connection = log.getConnection();
        var statement = connection.prepareStatement(PAGE)) {
      pages(statement, after, upTo, consumer);
    } catch (SQLException unreachable) {
      throw unavailable(unreachable);
    }
  }

  private void pages(PreparedStatement statement, long after, long upTo, Consumer<LogRow> consumer)
      throws SQLException {
    long last = after;
    for (boolean more = true; more; ) {
      statement.setLong(1, last);
      statement.setLong(2, upTo);
      statement.setInt(3, pageSize);
      int rows = 0;
      try (var result = statement.executeQuery()) {
        for (; result.next(); rows++) {
          var row = LogRows.read(result);
          last = row.index();
          consumer.accept(row);
        }
      }
      more = rows == pageSize;
    }
  }

  private static SourceUnavailableException unavailable(SQLException cause) {
    return new SourceUnavailableException(
        "the log's database cannot be read: " + cause.getMessage(), cause);
  }
}
