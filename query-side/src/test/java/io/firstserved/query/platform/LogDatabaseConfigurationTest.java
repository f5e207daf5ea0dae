package io.firstserved.query.platform;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.database.group.GroupProperties;
import io.firstserved.database.group.PrimaryPools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

class LogDatabaseConfigurationTest {

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({LogDatabaseProperties.class, GroupProperties.class})
  @Import({LogDatabaseConfiguration.class, PrimaryPools.class})
  static class Node {}

  private final ApplicationContextRunner node =
      new ApplicationContextRunner().withUserConfiguration(Node.class);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "url",
        "username",
        "password",
        "maximum-pool-size",
        "connection-timeout",
        "socket-timeout"
      })
  void doesNotStartWithTheOldKeyAlone(String key) {
    node.withPropertyValues("first-served.log." + key + "=7s")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessage(
                        "first-served.log.%s is not read any more:"
                            .concat(" set first-served.log-database.%s instead")
                            .formatted(key, key)));
  }

  @Test
  void startsWithTheOldKeyBesideTheNewOneAndTakesTheNewOne() {
    node.withPropertyValues(
            "first-served.log.url=jdbc:mysql://127.0.0.1:1/old",
            "first-served.log-database.url=jdbc:mysql://127.0.0.1:1/new")
        .run(
            context ->
                assertThat(context.getBean("log", HikariDataSource.class).getJdbcUrl())
                    .endsWith("/new"));
  }
}
