package io.firstserved.loadtest.floor;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The yardsticks' own tables, made anew at each start; the service's are never touched. */
final class Schema {

  private static final List<String> DROP =
      List.of(
          "DROP TABLE IF EXISTS floor_event_entry",
          "DROP TABLE IF EXISTS floor_log_position",
          "DROP TABLE IF EXISTS naive_campaign",
          "DROP TABLE IF EXISTS naive_coupon");

  private static final List<String> CREATE =
      List.of(
          // Column for column the service's domain_event_entry.
          """
          CREATE TABLE floor_event_entry (
            global_index         BIGINT NOT NULL PRIMARY KEY,
            event_identifier     VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL UNIQUE,
            aggregate_identifier VARCHAR(36) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            sequence_number      BIGINT NOT NULL,
            type                 VARCHAR(32) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            time_stamp           VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            payload_type         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
            payload_revision     VARCHAR(16) CHARACTER SET ascii COLLATE ascii_bin NULL,
            payload              BLOB NOT NULL,
            meta_data            BLOB NOT NULL,
            UNIQUE (aggregate_identifier, sequence_number))
          """,
          "CREATE TABLE floor_log_position (id TINYINT NOT NULL PRIMARY KEY, head BIGINT NOT NULL)",
          "INSERT INTO floor_log_position VALUES (1, 0)",
          "CREATE TABLE naive_campaign (id VARCHAR(64) NOT NULL PRIMARY KEY,"
              + " quota BIGINT NOT NULL, issued BIGINT NOT NULL)",
          "CREATE TABLE naive_coupon (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
              + " campaign VARCHAR(64) NOT NULL, user VARCHAR(64) NOT NULL, serial BIGINT NOT NULL,"
              + " issued_at DATETIME(3) NOT NULL, UNIQUE (campaign, user))");

  private Schema() {}

  static void create(Connection connection) throws SQLException {
    drop(connection);
    execute(connection, CREATE);
  }

  static void drop(Connection connection) throws SQLException {
    execute(connection, DROP);
  }

  private static void execute(Connection connection, List<String> statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
