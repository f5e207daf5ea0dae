package io.firstserved.command.log.tail;

import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.LogRows;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the log in order, as it is stored. */
final class LogPages {

  private final JdbcClient jdbc;

  LogPages(JdbcClient jdbc) {
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
        jdbc.sql(LogRows.SELECT + " WHERE global_index > :index ORDER BY global_index LIMIT :limit")
            .param("index", index)
            .param("limit", limit)
            .query((row, number) -> LogRows.read(row))
            .list();
    if (!rows.isEmpty() && rows.getLast().index() != index + rows.size()) {
      throw new IllegalStateException(
          "the log has a hole between " + index + " and " + rows.getLast().index());
    }
    return rows;
  }
}
