package io.firstserved.command.log;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.servers.TestDatabase;
import io.firstserved.servers.TestServers;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A fresh database with the log's schema on a real server, and a plain pool to look into it. */
public final class LogDatabase implements AutoCloseable, JdbcConnectionDetails {

  private final TestDatabase database;
  private final HikariDataSource pool = new HikariDataSource();

  private LogDatabase(TestDatabase database) {
    this.database = database;
    pool.setJdbcUrl(database.jdbcUrl());
    pool.setUsername(database.username());
    pool.setPassword(database.password());
    pool.setMaximumPoolSize(8);
  }

  /** An empty log. */
  public static LogDatabase create() {
    return migrated(TestServers.mysql().freshDatabase("log"));
  }

  /** An empty log in this database. */
  static LogDatabase migrated(TestDatabase database) {
    var log = new LogDatabase(database);
    Flyway.configure()
        .dataSource(log.pool)
        .locations("classpath:db/migration/log")
        .load()
        .migrate();
    return log;
  }

  /** A log that is there already. */
  public static LogDatabase at(String url, String user, String password) {
    return new LogDatabase(new TestDatabase("", url, user, password));
  }

  @Override
  public String getJdbcUrl() {
    return database.jdbcUrl();
  }

  @Override
  public String getUsername() {
    return database.username();
  }

  @Override
  public String getPassword() {
    return database.password();
  }

  HikariDataSource pool() {
    return pool;
  }

  /** Statements of the test, or of a part under test. */
  public JdbcClient jdbc() {
    return JdbcClient.create(pool);
  }

  List<Long> indexes() {
    return jdbc()
        .sql("SELECT global_index FROM domain_event_entry ORDER BY global_index")
        .query(Long.class)
        .list();
  }

  /** Highest global index. */
  public long head() {
    return jdbc().sql("SELECT head FROM log_position").query(Long.class).single();
  }

  @Override
  public void close() {
    pool.close();
  }
}
