package io.firstserved.serialization;

import io.firstserved.api.event.LogRow;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one reader of rows of the log's table, for whoever takes the log row by row. */
public final class LogRows {

  /** Selects a row's columns in the order in which {@link #read} takes them. */
  public static final String SELECT =
      "SELECT global_index, event_identifier, aggregate_identifier, sequence_number, type,"
          + " time_stamp, payload_type, payload_revision, payload, meta_data"
          + " FROM domain_event_entry";

  private LogRows() {}

  /** The present row of a result of {@link #SELECT}. */
  public static LogRow read(ResultSet result) throws SQLException {
    return new LogRow(
        result.getLong(1),
        result.getString(2),
        result.getString(3),
        result.getLong(4),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        result.getString(8),
        result.getBytes(9),
        result.getBytes(10));
  }
}
