package io.firstserved.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import org.junit.jupiter.api.Test;

class MariaDbIT {

  @Test
  void keepsCommittedRowsAcrossKillMinusNineAndRestart() throws Exception {
    try (var server = TestServers.newMariaDb()) {
      server.execute(
          "CREATE DATABASE shop", "CREATE TABLE shop.t (id INT)", "INSERT INTO shop.t VALUES (7)");
      var firstPid = server.pid();

      server.kill();
      assertThat(server.isAlive()).isFalse();
      server.restart();

      assertThat(server.pid()).isNotEqualTo(firstPid);
      try (var connection = server.connect();
          var rows = connection.createStatement().executeQuery("SELECT id FROM shop.t")) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt(1)).isEqualTo(7);
      }
    }
  }

  @Test
  void refusesAnotherPassword() {
    try (var server = TestServers.newMariaDb()) {
      assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl(""), "root", ""))
          .hasMessageContaining("Access denied");
    }
  }

  @Test
  void givesEachTestADatabaseOfItsOwn() throws Exception {
    var one = TestServers.mysql().freshDatabase("one");
    var two = TestServers.mysql().freshDatabase("one");

    assertThat(one.name()).isNotEqualTo(two.name());
    try (var connection =
        DriverManager.getConnection(one.jdbcUrl(), one.username(), one.password())) {
      assertThat(connection.getCatalog()).isEqualTo(one.name());
    }
  }
}
