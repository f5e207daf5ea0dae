package io.firstserved.query.platform;

import com.zaxxer.hikari.HikariConfig;
import io.firstserved.configuration.MovedKeys;
import io.firstserved.database.durability.Durability;
import io.firstserved.database.group.PrimaryPools;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Opens the log for reading. Inject it as {@code @Qualifier(LogDatabaseConfiguration.LOG)}. */
@Configuration(proxyBeanMethods = false)
public class LogDatabaseConfiguration {

  /** Qualifier of the data source on the log. */
  public static final String LOG = "log";

  LogDatabaseConfiguration(Environment environment) {
    MovedKeys.require(
        environment,
        Stream.of(
                "url",
                "username",
                "password",
                "maximum-pool-size",
                "connection-timeout",
                "socket-timeout")
            .collect(
                Collectors.toMap(
                    "first-served.log."::concat, "first-served.log-database."::concat)));
  }

  /** The log, read-only. It may be down when this node starts, and come back later. */
  @Bean(name = LOG, defaultCandidate = false, destroyMethod = "close")
  DataSource logDataSource(LogDatabaseProperties properties, PrimaryPools pools) {
    var config = new HikariConfig();
    config.setPoolName("log");
    config.setJdbcUrl(properties.url());
    config.setUsername(properties.username());
    config.setPassword(properties.password());
    config.setMaximumPoolSize(properties.maximumPoolSize());
    config.setMinimumIdle(0);
    config.setReadOnly(true);
    config.setConnectionTimeout(properties.connectionTimeout().toMillis());
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", properties.connectionTimeout().toMillis());
    config.addDataSourceProperty("socketTimeout", properties.socketTimeout().toMillis());
    config.addDataSourceProperty("allowPublicKeyRetrieval", "true");
    return pools.pool(config);
  }

  @Bean
  Durability logDurability(PrimaryPools pools, @Qualifier(LOG) DataSource log) {
    return new Durability(pools, log);
  }
}
