package io.firstserved.database.group;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Properties;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * New connections to the primary of a group, for a pool. A connection is given out only if the
 * server itself says that it is the one that was meant and takes writes: between the majority's
 * word and the connection the primary may have changed.
 */
final class PrimaryDataSource extends AbstractDataSource {

  private static final String WHO = "SELECT @@global.server_uuid, @@global.super_read_only";

  private final MySqlGroup group;
  private final GroupUrl url;
  private final Properties properties;

  /**
   * @param properties user, password and the driver's options
   */
  PrimaryDataSource(MySqlGroup group, GroupUrl url, Properties properties) {
    this.group = group;
    this.url = url;
    this.properties = properties;
  }

  @Override
  public Connection getConnection() throws SQLException {
    var primary = group.primary();
    try {
      return open(primary);
    } catch (SQLException notThePrimary) {
      group.doubt();
      throw notThePrimary;
    }
  }

  /** As Hikari asks; the user is the one that this was made for. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return getConnection();
  }

  private Connection open(MySqlGroup.Primary primary) throws SQLException {
    var connection = DriverManager.getConnection(url.of(primary.address()), properties);
    try {
      verify(connection, primary);
      return connection;
    } catch (SQLException | RuntimeException unfit) {
      connection.abort(Runnable::run);
      throw unfit;
    }
  }

  private static void verify(Connection connection, MySqlGroup.Primary primary)
      throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(WHO)) {
      row.next();
      if (!row.getString(1).equals(primary.serverId()) || row.getBoolean(2)) {
        throw new SQLTransientConnectionException(
            primary.address() + " was the primary and takes no writes now");
      }
    }
  }
}
