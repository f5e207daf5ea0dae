package io.firstserved.database.group;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Aims an application's connections at the primary of their group. Where a URL names one server,
 * everything stays as it is. Thread-safe.
 */
public final class PrimaryPools implements AutoCloseable {

  private final GroupProperties limits;
  private final Map<List<String>, WatchedGroup> groups = new ConcurrentHashMap<>();

  /** Of one application. */
  public PrimaryPools(GroupProperties limits) {
    this.limits = limits;
  }

  /**
   * Makes a pool; on a group, one that follows the primary.
   *
   * @throws IllegalArgumentException if the URL names several servers, and they cannot be a group
   */
  public HikariDataSource pool(HikariConfig config) {
    aim(config);
    var pool = new HikariDataSource(config);
    watch(pool);
    return pool;
  }

  /** Aims a pool that has not opened a connection yet. */
  void aim(HikariConfig pool) {
    if (isOnGroup(pool)) {
      var access = access(pool.getUsername(), pool.getPassword());
      pool.getDataSourceProperties()
          .forEach((name, value) -> access.setProperty(name.toString(), value.toString()));
      pool.setDataSource(onPrimary(pool.getJdbcUrl(), access));
      pool.setExceptionOverrideClassName(LostPrimary.class.getName());
    }
  }

  /** Has the pool emptied whenever the primary changes. */
  void watch(HikariDataSource pool) {
    if (isOnGroup(pool)) {
      group(pool.getJdbcUrl()).add(pool);
    }
  }

  private static boolean isOnGroup(HikariConfig pool) {
    return pool.getJdbcUrl() != null && GroupUrl.isGroup(pool.getJdbcUrl());
  }

  /**
   * A new connection each time, without a pool.
   *
   * @param waitLimit longest wait for the server to accept a connection, and for each answer
   */
  public DataSource unpooled(
      String url, @Nullable String username, @Nullable String password, Duration waitLimit) {
    var access = access(username, password);
    access.setProperty("connectTimeout", Long.toString(waitLimit.toMillis()));
    access.setProperty("socketTimeout", Long.toString(waitLimit.toMillis()));
    return GroupUrl.isGroup(url)
        ? onPrimary(url, access)
        : new DriverManagerDataSource(url, access);
  }

  private static Properties access(@Nullable String username, @Nullable String password) {
    var access = new Properties();
    if (username != null) {
      access.setProperty("user", username);
    }
    if (password != null) {
      access.setProperty("password", password);
    }
    return access;
  }

  private PrimaryDataSource onPrimary(String address, Properties access) {
    var url = GroupUrl.parse(address);
    var watched =
        groups.computeIfAbsent(
            url.servers(), servers -> new WatchedGroup(new MySqlGroup(url, access, limits)));
    return new PrimaryDataSource(watched.group(), url, access);
  }

  /** How the groups are doing that connections were aimed at so far; none on one server. */
  public List<GroupState> states() {
    return groups.values().stream().map(WatchedGroup::state).toList();
  }

  /**
   * Asks every server of the group that a pool is on, or the one server.
   *
   * @param pool one that this made, or Spring Boot
   * @return by host and port; a server of a group that does not answer within twice the probe limit
   *     is left out
   * @throws SQLException if none answers
   */
  public <T> Map<String, T> askEach(DataSource pool, Question<T> question) throws SQLException {
    var url = pool.unwrap(HikariDataSource.class).getJdbcUrl();
    if (GroupUrl.isGroup(url)) {
      return group(url).group().inspect(question);
    }
    try (var connection = pool.getConnection()) {
      return Map.of(GroupUrl.name(url), question.ask(connection));
    }
  }

  private WatchedGroup group(String url) {
    return Objects.requireNonNull(groups.get(GroupUrl.parse(url).servers()));
  }

  /** The groups that connections were aimed at so far. */
  Collection<WatchedGroup> groups() {
    return groups.values();
  }

  @Override
  public void close() {
    groups.values().forEach(WatchedGroup::close);
  }
}
