package io.firstserved.command.log;

import io.firstserved.database.MigrationDataSource;
import io.firstserved.database.group.PrimaryPools;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Migrates the log's schema on connections of its own. */
@Configuration(proxyBeanMethods = false)
class LogMigration {

  @Bean
  FlywayConfigurationCustomizer migrationConnections(
      JdbcConnectionDetails database, PrimaryPools pools, LogProperties limits) {
    return flyway ->
        flyway.dataSource(
            new MigrationDataSource(
                pools.unpooled(
                    database.getJdbcUrl(),
                    database.getUsername(),
                    database.getPassword(),
                    limits.connectLimit()),
                limits.migrationLimit()));
  }
}
