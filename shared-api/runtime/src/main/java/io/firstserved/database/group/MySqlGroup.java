package io.firstserved.database.group;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a group, as one user sees them: knows which of them a majority calls the primary.
 * Thread-safe.
 */
final class MySqlGroup implements AutoCloseable {

  private final List<GroupServer> servers;
  private final Duration probeLimit;
  private final Duration answerHolds;
  private volatile @Nullable Found found;

  /**
   * A server that a majority calls the primary.
   *
   * @param address host and port
   * @param serverId its {@code server_uuid}
   */
  record Primary(String address, String serverId) {}

  private record Found(Primary primary, long at) {}

  /** What a question to all servers gave, by address. */
  private record Answers(Map<String, MemberView> views, Map<String, String> failures) {}

  /**
   * @param access user, password and options of the driver, with which the servers are asked
   */
  MySqlGroup(GroupUrl url, Properties access, GroupProperties limits) {
    var bounded = new Properties();
    bounded.putAll(access);
    bounded.setProperty("connectTimeout", Long.toString(limits.probeLimit().toMillis()));
    bounded.setProperty("socketTimeout", Long.toString(limits.probeLimit().toMillis()));
    this.servers =
        url.servers().stream()
            .map(server -> new GroupServer(server, url.of(server), bounded))
            .toList();
    this.probeLimit = limits.probeLimit();
    this.answerHolds = limits.answerHolds();
  }

  /**
   * The primary, as a majority said it at most {@code answer-holds} ago.
   *
   * @throws SQLException if no majority names one within the probe limit
   */
  Primary primary() throws SQLException {
    var known = found;
    return known != null && System.nanoTime() - known.at() < answerHolds.toNanos()
        ? known.primary()
        : ask();
  }

  /** The same, asked now. */
  Primary ask() throws SQLException {
    long at = System.nanoTime();
    var answers = askAll();
    var primary = Votes.primary(answers.views(), servers.size()).orElse(null);
    if (primary == null) {
      found = null;
      throw noPrimary(answers);
    }
    found = new Found(primary, at);
    return primary;
  }

  /** The next question is asked anew: what was believed has proved wrong. */
  void doubt() {
    found = null;
  }

  private SQLException noPrimary(Answers answers) {
    return new SQLTransientConnectionException(
        "no primary that a majority of %s names: %d answered within %s; %s"
            .formatted(
                servers.stream().map(GroupServer::address).toList(),
                answers.views().size(),
                probeLimit,
                answers.failures()));
  }

  private Answers askAll() {
    var views = new ConcurrentHashMap<String, MemberView>();
    var failures = new ConcurrentHashMap<String, String>();
    var asked = new CountDownLatch(servers.size());
    for (var server : servers) {
      Thread.ofVirtual()
          .name("primary-probe-" + server.address())
          .start(
              () -> {
                try {
                  views.put(server.address(), server.view());
                } catch (SQLException | RuntimeException noAnswer) {
                  failures.put(server.address(), String.valueOf(noAnswer.getMessage()));
                } finally {
                  asked.countDown();
                }
              });
    }
    try {
      asked.await(probeLimit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    return new Answers(Map.copyOf(views), new TreeMap<>(failures));
  }

  @Override
  public void close() {
    servers.forEach(GroupServer::close);
  }
}
