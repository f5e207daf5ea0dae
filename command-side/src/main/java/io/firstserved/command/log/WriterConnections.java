package io.firstserved.command.log;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.database.group.PrimaryPools;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The writer's own connections: one in use and one in reserve, with limits that a shared pool could
 * not have. A class of its own, because a second bean of type DataSource would displace the first.
 */
final class WriterConnections implements AutoCloseable {

  private static final int IN_USE_AND_IN_RESERVE = 2;

  private final HikariDataSource pool;

  WriterConnections(
      JdbcConnectionDetails database,
      PrimaryPools pools,
      LogProperties limits,
      MeterRegistry registry) {
    var config = new HikariConfig();
    config.setPoolName("log-writer");
    config.setJdbcUrl(database.getJdbcUrl());
    config.setUsername(database.getUsername());
    config.setPassword(database.getPassword());
    config.setMaximumPoolSize(IN_USE_AND_IN_RESERVE);
    config.setMinimumIdle(1);
    config.setAutoCommit(false);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(limits.connectLimit().toMillis());
    config.setInitializationFailTimeout(-1);
    config.setConnectionInitSql(
        "SET SESSION wait_timeout = %1$d, innodb_lock_wait_timeout = %2$d, lock_wait_timeout = %2$d"
            .formatted(limits.sessionIdleLimit().toSeconds(), limits.lockWaitLimit().toSeconds()));
    // As text: a value of another type is silently ignored.
    config.addDataSourceProperty("connectTimeout", Long.toString(limits.connectLimit().toMillis()));
    config.addDataSourceProperty("socketTimeout", Long.toString(limits.networkLimit().toMillis()));
    config.addDataSourceProperty("useLocalSessionState", "true");
    config.addDataSourceProperty("cacheServerConfiguration", "true");
    // Two of the writer's statements share a round trip; no text of it comes from outside.
    config.addDataSourceProperty("allowMultiQueries", "true");
    config.setMetricRegistry(registry);
    pool = pools.pool(config);
  }

  HikariDataSource pool() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
