package io.firstserved.command.log;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Assumptions;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh database with the log's schema on a real server, and a plain pool to look into it. */
final class LogDatabase implements AutoCloseable, JdbcConnectionDetails {

  private final String url;
  private final String user;
  private final String password;
  private final HikariDataSource pool = new HikariDataSource();

  private LogDatabase(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setMaximumPoolSize(8);
    Flyway.configure().dataSource(pool).locations("classpath:db/migration/log").load().migrate();
  }

  static LogDatabase create() {
    var server = System.getenv("FIRST_SERVED_TEST_MYSQL_URL");
    Assumptions.assumeTrue(server != null, "no database server");
    var user = System.getenv("FIRST_SERVED_TEST_MYSQL_USER");
    var password = System.getenv("FIRST_SERVED_TEST_MYSQL_PASSWORD");
    var name = "log_" + UUID.randomUUID().toString().replace('-', '_');
    try (var connection = DriverManager.getConnection(server, user, password);
        var statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return new LogDatabase(
        server + name + "?allowPublicKeyRetrieval=true&sslMode=DISABLED&connectionTimeZone=UTC",
        user,
        password);
  }

  @Override
  public String getJdbcUrl() {
    return url;
  }

  @Override
  public String getUsername() {
    return user;
  }

  @Override
  public String getPassword() {
    return password;
  }

  HikariDataSource pool() {
    return pool;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  List<Long> indexes() {
    return jdbc()
        .sql("SELECT global_index FROM domain_event_entry ORDER BY global_index")
        .query(Long.class)
        .list();
  }

  long head() {
    return jdbc().sql("SELECT head FROM log_position").query(Long.class).single();
  }

  @Override
  public void close() {
    pool.close();
  }
}
