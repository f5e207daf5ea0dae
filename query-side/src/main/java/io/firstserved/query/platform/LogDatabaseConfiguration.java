package io.firstserved.query.platform;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Opens the log for reading. Inject it as {@code @Qualifier(LogDatabaseConfiguration.LOG)}. */
@Configuration(proxyBeanMethods = false)
public class LogDatabaseConfiguration {

  /** Qualifier of the data source on the log. */
  public static final String LOG = "log";

  /** The log, read-only. It may be down when this node starts, and come back later. */
  @Bean(name = LOG, defaultCandidate = false, destroyMethod = "close")
  DataSource logDataSource(LogDatabaseProperties properties) {
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
    return new HikariDataSource(config);
  }
}
