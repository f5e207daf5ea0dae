package io.firstserved.command.log;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * Migrates the log's schema on connections of its own: a change to a long table takes minutes,
 * which no other statement may.
 */
@Configuration(proxyBeanMethods = false)
class LogMigration {

  @Bean
  FlywayConfigurationCustomizer migrationConnections(
      JdbcConnectionDetails database, LogProperties limits) {
    return flyway -> flyway.dataSource(new Connections(database, limits));
  }

  /** Waits briefly for a connection, and long for an answer on it. */
  private static final class Connections extends AbstractDataSource {

    private final String url;
    private final Properties properties = new Properties();
    private final Duration answerLimit;

    Connections(JdbcConnectionDetails database, LogProperties limits) {
      url = database.getJdbcUrl();
      put("user", database.getUsername());
      put("password", database.getPassword());
      put("connectTimeout", Long.toString(limits.connectLimit().toMillis()));
      put("socketTimeout", Long.toString(limits.networkLimit().toMillis()));
      answerLimit = limits.migrationLimit();
    }

    private void put(String name, @Nullable String value) {
      if (value != null) {
        properties.setProperty(name, value);
      }
    }

    @Override
    public Connection getConnection() throws SQLException {
      var connection = DriverManager.getConnection(url, properties);
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(answerLimit.toMillis()));
      return connection;
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
      throw new SQLException("one user migrates: the application's");
    }
  }
}
