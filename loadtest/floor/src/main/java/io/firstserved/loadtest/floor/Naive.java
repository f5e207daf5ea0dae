package io.firstserved.loadtest.floor;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The usual first version: lock the campaign's row, look, insert, count, commit; one transaction
 * per request. Correct, and as fast as one row can be locked and written through to disk.
 */
final class Naive implements Issuer {

  private final DataSource pool;

  Naive(DataSource pool) {
    this.pool = pool;
  }

  @Override
  public void create(String campaign, @Nullable Long quota) throws SQLException {
    try (var connection = pool.getConnection()) {
      long limit = quota == null ? Long.MAX_VALUE : quota;
      update(connection, "REPLACE INTO naive_campaign VALUES (?, ?, 0)", campaign, limit);
      connection.commit();
    }
  }

  @Override
  public long issue(String campaign, String user) throws SQLException {
    try (var connection = pool.getConnection()) {
      long serial = issue(connection, campaign, user);
      connection.commit();
      return serial;
    }
  }

  private static long issue(Connection connection, String campaign, String user)
      throws SQLException {
    long left =
        number(
            connection,
            "SELECT quota - issued FROM naive_campaign WHERE id = ? FOR UPDATE",
            campaign);
    if (number(
            connection,
            "SELECT COUNT(*) FROM naive_coupon WHERE campaign = ? AND user = ?",
            campaign,
            user)
        > 0) {
      return ALREADY_ISSUED;
    }
    if (left <= 0) {
      return SOLD_OUT;
    }
    update(connection, "UPDATE naive_campaign SET issued = issued + 1 WHERE id = ?", campaign);
    long serial = number(connection, "SELECT issued FROM naive_campaign WHERE id = ?", campaign);
    update(
        connection,
        "INSERT INTO naive_coupon (campaign, user, serial, issued_at) VALUES (?, ?, ?, NOW(3))",
        campaign,
        user,
        serial);
    return serial;
  }

  private static void update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < values.length; n++) {
        statement.setObject(n + 1, values[n]);
      }
      statement.executeUpdate();
    }
  }

  private static long number(Connection connection, String sql, Object... values)
      throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < values.length; n++) {
        statement.setObject(n + 1, values[n]);
      }
      try (var row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
