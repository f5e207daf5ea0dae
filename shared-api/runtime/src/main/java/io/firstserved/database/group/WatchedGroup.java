package io.firstserved.database.group;

import com.zaxxer.hikari.HikariDataSource;
import io.firstserved.database.group.MySqlGroup.Majority;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A group, the pools that are to follow its primary, and what was seen of it last. Looked at by one
 * thread at a time, read by any.
 */
final class WatchedGroup implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WatchedGroup.class);

  private final MySqlGroup group;
  private final List<HikariDataSource> pools = new CopyOnWriteArrayList<>();
  private final AtomicLong changes = new AtomicLong();
  private volatile MySqlGroup.@Nullable Primary primary;
  private volatile @Nullable Majority majority;
  private volatile long primaryAt = System.nanoTime();
  private volatile @Nullable Map<String, MemberQueues> queues;

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

  /** How often the primary was another one than before. */
  long changes() {
    return changes.get();
  }

  /**
   * Looks who is the primary now. If it is another one, what the pools hold of the old one is
   * closed: the idle connections at once, those in use when they are given back.
   *
   * @throws SQLException if no majority names one
   */
  void look() throws SQLException {
    try {
      var now = group.ask();
      follow(now.primary());
      majority = now;
      primaryAt = System.nanoTime();
    } catch (SQLException none) {
      majority = null;
      throw none;
    }
  }

  private void follow(MySqlGroup.Primary now) {
    var before = primary;
    if (now.equals(before)) {
      return;
    }
    primary = now;
    if (before == null) {
      LOG.info("the primary is {}", now.address());
      return;
    }
    changes.incrementAndGet();
    LOG.warn("the primary is now {}, it was {}", now.address(), before.address());
    pools.stream()
        .filter(HikariDataSource::isRunning)
        .forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
  }

  /**
   * Looks what waits at each member.
   *
   * @throws SQLException if no server answers, or none may be asked
   */
  void lookAtQueues() throws SQLException {
    try {
      var now = new HashMap<String, MemberQueues>();
      group
          .inspect(MemberQueues::ask)
          .forEach((server, found) -> found.ifPresent(of -> now.put(server, of)));
      queues = Map.copyOf(now);
    } catch (SQLException unseen) {
      queues = null;
      throw unseen;
    }
  }

  /** What waited at a member when that was looked at last; empty if it did not say. */
  Optional<MemberQueues> queues(String server) {
    return Optional.ofNullable(queues).map(known -> known.get(server));
  }

  /**
   * Whether some member's queues throttle the writer; empty if none has said what waits there, or
   * nobody may write.
   */
  Optional<Boolean> isThrottled() {
    return Optional.ofNullable(queues)
        .filter(known -> majority != null && !known.isEmpty())
        .map(known -> known.values().stream().anyMatch(MemberQueues::throttles));
  }

  /** How it is doing. */
  GroupState state() {
    var now = majority;
    var name = group.addresses().getFirst();
    return now == null
        ? new GroupState(name, null, Duration.ofNanos(System.nanoTime() - primaryAt), Map.of())
        : new GroupState(
            name,
            now.primary().address(),
            Duration.ZERO,
            MemberState.count(now.members(), group.addresses().size()));
  }

  @Override
  public void close() {
    group.close();
  }
}
