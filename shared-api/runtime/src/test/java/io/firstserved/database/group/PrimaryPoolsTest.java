package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride.Override;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrimaryPoolsTest {

  /** Nobody listens there: port 1 is reserved. */
  private static final String NOBODY =
      "jdbc:mysql://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/log?password=secret";

  private final PrimaryPools pools =
      new PrimaryPools(
          new GroupProperties(
              Duration.ofSeconds(1),
              Duration.ofMillis(250),
              Duration.ofMillis(500),
              Duration.ofSeconds(3),
              Duration.ofSeconds(5)));

  @AfterEach
  void close() {
    pools.close();
  }

  private static HikariConfig config(String url) {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("somebody");
    return config;
  }

  @Test
  void leaveAPoolOfOneServerAsItIs() {
    var single = config("jdbc:mysql://127.0.0.1:3306/log");

    pools.aim(single);

    assertThat(single.getDataSource()).isNull();
    assertThat(single.getExceptionOverrideClassName()).isNull();
    assertThat(pools.groups()).isEmpty();
  }

  @Test
  void askOneGroupForAllPoolsOnTheSameServers() {
    pools.aim(config(NOBODY));
    pools.aim(config(NOBODY.replace("/log", "/read_models")));

    assertThat(pools.groups()).hasSize(1);
  }

  @Test
  void sayWhichServerDidNotAnswerAndNoPassword() {
    var connections = pools.unpooled(NOBODY, "somebody", "secret", Duration.ofSeconds(1));

    assertThatThrownBy(connections::getConnection)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(
            "no primary that a majority of [127.0.0.1:1, 127.0.0.1:2, 127.0.0.1:3]")
        .hasMessageContaining("0 answered")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(ints = {1290, 1836, 3032, 3100, 3101, 3796, 3797, 3798})
  void throwOutAConnectionWhoseServerIsNoPrimaryAnyMore(int error) {
    var lost = new SQLException("refused", "HY000", error);

    assertThat(new LostPrimary().adjudicate(lost)).isEqualTo(Override.MUST_EVICT);
  }

  @Test
  void keepAConnectionAfterADuplicateKey() {
    var duplicate = new SQLException("duplicate", "23000", 1062);

    assertThat(new LostPrimary().adjudicate(duplicate)).isEqualTo(Override.CONTINUE_EVICT);
  }
}
