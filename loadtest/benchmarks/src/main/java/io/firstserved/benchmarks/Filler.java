package io.firstserved.benchmarks;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a log as long as wanted, on the server itself, by copying what is there. */
final class Filler {

  /** Rows of one copying transaction: a few seconds, and well below any limit of a server. */
  private static final long ROWS_AT_ONCE = 100_000;

  private static final String COPY =
      "INSERT INTO %1$s (global_index, event_identifier, aggregate_identifier, sequence_number,"
          + " type, time_stamp, payload_type, payload_revision, payload, meta_data)"
          + " SELECT :head + n, CONCAT('filler#', LPAD(:head + n, 20, '0')),"
          + " CONCAT('filler', LPAD(:head + n, 20, '0')), 0,"
          + " type, time_stamp, payload_type, payload_revision, payload, meta_data FROM"
          + " (SELECT ROW_NUMBER() OVER (ORDER BY global_index) AS n, type, time_stamp,"
          + " payload_type, payload_revision, payload, meta_data"
          + " FROM %1$s ORDER BY global_index LIMIT :rows) AS first_rows";

  private final JdbcClient jdbc;
  private final String table;

  /**
   * @param table a log with at least one event in it; conflicts may have left holes in its indexes
   */
  Filler(JdbcClient jdbc, String table) {
    this.jdbc = jdbc;
    this.table = table;
  }

  void fillUpTo(long events) {
    long head = jdbc.sql("SELECT MAX(global_index) FROM " + table).query(Long.class).single();
    while (head < events) {
      long rows = Math.min(Math.min(head, events - head), ROWS_AT_ONCE);
      head += jdbc.sql(COPY.formatted(table)).param("head", head).param("rows", rows).update();
    }
    jdbc.sql("UPDATE log_position SET head = GREATEST(head, ?)").param(head).update();
  }
}
