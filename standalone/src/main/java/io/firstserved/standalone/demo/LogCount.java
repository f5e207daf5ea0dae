package io.firstserved.standalone.demo;

import io.firstserved.standalone.system.StartFailedException;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Counts in the log itself, as the user who may only read it.
 *
 * @param url of the log's database
 * @param password of that user
 */
record LogCount(String url, String password) {

  /**
   * A campaign's issues are one range of the stored event identifiers: {@code id#} to {@code id$}.
   */
  private static final String ISSUED =
      "SELECT COUNT(*) FROM domain_event_entry WHERE event_identifier > ? AND event_identifier < ?";

  long issued(String campaignId) {
    try (var connection = DriverManager.getConnection(url, "first_served_auditor", password);
        var statement = connection.prepareStatement(ISSUED)) {
      statement.setString(1, campaignId + "#");
      statement.setString(2, campaignId + "$");
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new StartFailedException("The log cannot be read: " + e.getMessage());
    }
  }
}
