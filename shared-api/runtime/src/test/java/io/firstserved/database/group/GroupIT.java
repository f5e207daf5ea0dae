package io.firstserved.database.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.database.durability.Durability;
import io.firstserved.database.durability.DurabilityFault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Three real servers, as long as somebody has started them ({@code .ci/run} does). */
@EnabledIfEnvironmentVariable(named = RealGroup.FOLDER, matches = ".+")
class GroupIT {

  private static final Duration LIMIT = Duration.ofSeconds(90);

  private final RealGroup servers = new RealGroup();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PrimaryPools pools = new PrimaryPools(defaults());
  private HikariDataSource pool;
  private WatchedGroup group;

  @BeforeEach
  void look() throws SQLException {
    pool = pools.pool(servers.pool());
    group = pools.groups().iterator().next();
    new GroupMeters(registry).publish(group);
    group.look();
  }

  @AfterEach
  void close() {
    pool.close();
    pools.close();
  }

  private double gauge(String name, String... tags) {
    return registry.get("coupon.mysql.group." + name).tags(tags).gauge().value();
  }

  private double primary(int server) {
    return gauge("primary", "server", servers.address(server));
  }

  private static String port(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT @@port")) {
      row.next();
      return row.getString(1);
    }
  }

  @Test
  void isSeenWholeWithOnePrimaryAndNothingWaiting() throws SQLException {
    group.lookAtQueues();

    assertThat(gauge("members", "state", "online")).isEqualTo(3);
    assertThat(gauge("members", "state", "missing")).isZero();
    assertThat(primary(servers.primary())).isEqualTo(1);
    assertThat(primary(servers.secondary())).isZero();
    for (int server = 1; server <= 3; server++) {
      assertThat(gauge("applier.queue", "server", servers.address(server))).isZero();
      assertThat(gauge("certifier.queue", "server", servers.address(server))).isZero();
    }
    assertThat(gauge("flow.control")).isZero();
  }

  @Test
  void emptiesThePoolsAndCountsWhenThePrimaryChanges() throws SQLException {
    try (var idle = pool.getConnection();
        var used = pool.getConnection()) {
      var before = port(used);
      idle.close();
      int next = servers.secondary();
      servers.run("switch", next);
      await().atMost(LIMIT).until(() -> servers.primary() == next);

      group.look();

      assertThat(pool.getHikariPoolMXBean().getIdleConnections()).isZero();
      used.close();
      assertThat(pool.getHikariPoolMXBean().getTotalConnections()).isZero();
      try (var fresh = pool.getConnection()) {
        assertThat(port(fresh)).isNotEqualTo(before).isEqualTo(servers.address(next).split(":")[1]);
      }
      assertThat(registry.get("coupon.mysql.group.primary.changes").functionCounter().count())
          .isEqualTo(1);
      assertThat(primary(next)).isEqualTo(1);
    }
  }

  @Test
  void missesAMemberThatHasEndedUntilItIsBack() throws SQLException {
    int away = servers.secondary();
    servers.run("end", away);
    try {
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> {
                group.look();
                assertThat(gauge("members", "state", "missing")).isEqualTo(1);
                assertThat(gauge("members", "state", "online")).isEqualTo(2);
              });
      group.lookAtQueues();
      assertThat(gauge("applier.queue", "server", servers.address(away))).isNaN();
      assertThat(pools.states()).singleElement().extracting(GroupState::online).isEqualTo(2);
    } finally {
      servers.run("rejoin", away);
    }
    awaitWhole();
  }

  private void awaitWhole() {
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              group.look();
              assertThat(gauge("members", "state", "online")).isEqualTo(3);
            });
  }

  @Test
  void doesNotCallAGroupUnthrottledInWhichNobodyMayWrite() throws SQLException {
    var secondaries = IntStream.rangeClosed(1, 3).filter(n -> n != servers.primary()).toArray();
    for (int server : secondaries) {
      servers.run("pause", server);
    }
    try {
      assertThatThrownBy(group::look).hasMessageContaining("no primary that a majority");
      group.lookAtQueues();

      assertThat(gauge("flow.control")).isNaN();
      assertThat(gauge("members", "state", "online")).isNaN();
      assertThat(pools.states()).singleElement().extracting(GroupState::primary).isNull();
    } finally {
      for (int server : secondaries) {
        servers.run("wake", server);
      }
    }
    awaitWhole();
  }

  @Test
  void saysTheSettingOfASecondaryThatWouldNotKeepACommit() throws SQLException {
    int careless = servers.secondary();
    var durability = new Durability(pools, pool);
    assertThat(durability.faults()).isEmpty();

    servers.run("sql", careless, "SET GLOBAL sync_relay_log = 10000");
    try {
      assertThat(durability.faults())
          .singleElement()
          .satisfies(
              fault -> {
                assertThat(fault.server()).isEqualTo(servers.address(careless));
                assertThat(fault.variable()).isEqualTo("sync_relay_log");
                assertThat(fault.sentence())
                    .startsWith("sync_relay_log is 10000 at " + servers.address(careless))
                    .contains("set it to 1");
              });
    } finally {
      servers.run("sql", careless, "SET GLOBAL sync_relay_log = 1");
    }
    assertThat(durability.faults()).extracting(DurabilityFault::server).isEmpty();
  }

  @Test
  void needsTheRightToAskWhatWaitsForThatAlone() throws SQLException {
    servers.run(
        "sql",
        servers.primary(),
        "CREATE USER IF NOT EXISTS 'only_members'@'%' IDENTIFIED BY 'secret';"
            + " GRANT SELECT ON performance_schema.replication_group_members TO 'only_members'@'%'");
    var config = servers.pool();
    config.setUsername("only_members");
    config.setPassword("secret");
    try (var others = new PrimaryPools(defaults());
        var limited = others.pool(config)) {
      var watched = others.groups().iterator().next();
      watched.look();

      assertThat(watched.state().online()).isEqualTo(3);
      assertThat(new Durability(others, limited).faults()).isEmpty();
      assertThatThrownBy(watched::lookAtQueues)
          .hasMessageContaining("replication_group_member_stats");
    }
  }

  private static GroupProperties defaults() {
    return new Binder(new MapConfigurationPropertySource())
        .bindOrCreate("first-served.mysql-group", GroupProperties.class);
  }
}
