package io.firstserved.loadtest.floor;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** The yardsticks' own database, made anew at each start; the service's is never touched. */
final class Schema {

  static final String NAME = "first_served_floor";

  private static final List<String> STATEMENTS =
      List.of(
          "DROP DATABASE IF EXISTS " + NAME,
          "CREATE DATABASE " + NAME,
          "USE " + NAME,
          // Column for column the service's own log.
          """
          CREATE TABLE domain_event_entry (
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
          "CREATE TABLE log_position (id TINYINT NOT NULL PRIMARY KEY, head BIGINT NOT NULL)",
          "INSERT INTO log_position VALUES (1, 0)",
          "CREATE TABLE naive_campaign (id VARCHAR(64) NOT NULL PRIMARY KEY,"
              + " quota BIGINT NOT NULL, issued BIGINT NOT NULL)",
          "CREATE TABLE naive_coupon (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
              + " campaign VARCHAR(64) NOT NULL, user VARCHAR(64) NOT NULL, serial BIGINT NOT NULL,"
              + " issued_at DATETIME(3) NOT NULL, UNIQUE (campaign, user))");

  private Schema() {}

  static void create(String serverUrl, String user, String password) throws SQLException {
    try (var connection = DriverManager.getConnection(serverUrl, user, password);
        var statement = connection.createStatement()) {
      for (var sql : STATEMENTS) {
        statement.execute(sql);
      }
    }
  }
}
