package io.firstserved.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of the benchmark's own on a server that syncs every commit. */
final class BenchmarkDatabase implements AutoCloseable {

  /** The reference system's pool, and what a stock engine would be given. */
  private static final int STOCK_POOL = 30;

  private static final String NAME = "first_served_benchmark";
  private static final String OPTIONS =
      "?rewriteBatchedStatements=true&cacheServerConfiguration=true&useLocalSessionState=true"
          + "&sslMode=DISABLED&allowPublicKeyRetrieval=true&connectionTimeZone=UTC"
          + "&queryInterceptors="
          + StatementCounter.class.getName();

  private final String url;
  private final String user;
  private final String password;
  private final String server;
  private final HikariDataSource pool = new HikariDataSource();

  /** Makes the database anew. */
  BenchmarkDatabase(String serverUrl, String user, String password) {
    this.url = serverUrl + NAME + OPTIONS;
    this.user = user;
    this.password = password;
    this.server = createAnew(serverUrl + OPTIONS);
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(STOCK_POOL);
  }

  private String createAnew(String serverUrl) {
    try (var connection = DriverManager.getConnection(serverUrl, user, password);
        var statement = connection.createStatement()) {
      statement.execute("DROP DATABASE IF EXISTS " + NAME);
      statement.execute("CREATE DATABASE " + NAME);
      var product = connection.getMetaData();
      return product.getDatabaseProductVersion().contains("MariaDB")
          ? "MariaDB " + product.getDatabaseProductVersion().replaceFirst("-.*", "")
          : "MySQL " + product.getDatabaseProductVersion();
    } catch (SQLException e) {
      throw new IllegalStateException("cannot make the database " + NAME, e);
    }
  }

  /** Product and version. */
  String server() {
    return server;
  }

  String url() {
    return url;
  }

  String user() {
    return user;
  }

  String password() {
    return password;
  }

  HikariDataSource pool() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  @Override
  public void close() {
    pool.close();
  }
}
