package io.firstserved.database.group;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A group, and the pools that are to follow its primary. */
final class WatchedGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedGroup.class);

  private final MySqlGroup group;
  private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
  private volatile MySqlGroup.@Nullable Primary primary;

  WatchedGroup(MySqlGroup group) {
    this.group = group;
  }

  MySqlGroup group() {
    return group;
  }

  void add(HikariDataSource pool) {
    pools.add(pool);
  }

  /** Address of the primary that was found last; null before the first. */
  @Nullable String primary() {
    var known = primary;
    return known == null ? null : known.address();
  }

  /**
   * Looks who is the primary now. If it is another one, what the pools hold of the old one is
   * closed: the idle connections at once, those in use when they are given back.
   *
   * @throws SQLException if no majority names one
   */
  void look() throws SQLException {
    var before = primary;
    var now = group.ask();
    if (!now.equals(before)) {
      primary = now;
      if (before != null) {
        LOG.warn("the primary is now {}, it was {}", now.address(), before.address());
        pools.stream()
            .filter(HikariDataSource::isRunning)
            .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
      } else {
        LOG.info("the primary is {}", now.address());
      }
    }
  }

  @Override
  public void close() {
    group.close();
  }
}
