package io.firstserved.command.log.tail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log in order, as it is stored. */
final class LogRows {

  private final JdbcClient jdbc;

  LogRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The rows after this index, at most so many.
   *
   * @throws IllegalStateException if one is missing in between: the log is gapless (P6), so
   *     somebody has tampered with it
   */
  List<LogRow> after(long index, int limit) {
    var rows =
        jdbc.sql(
                "SELECT * FROM domain_event_entry WHERE global_index > :index"
                    + " ORDER BY global_index LIMIT :limit")
            .param("index", index)
            .param("limit", limit)
            .query(LogRows::row)
            .list();
    if (!rows.isEmpty() && rows.getLast().globalIndex() != index + rows.size()) {
      throw new IllegalStateException(
          "the log has a hole between " + index + " and " + rows.getLast().globalIndex());
    }
    return rows;
  }

  private static LogRow row(ResultSet row, int number) throws SQLException {
    return new LogRow(
        row.getLong("global_index"),
        row.getString("event_identifier"),
        row.getString("aggregate_identifier"),
        row.getLong("sequence_number"),
        row.getString("type"),
        row.getString("time_stamp"),
        row.getString("payload_type"),
        row.getString("payload_revision"),
        row.getBytes("payload"),
        row.getBytes("meta_data"));
  }
}
