package io.firstserved.database.group;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a group, as one user sees them: knows which of them a majority calls the primary.
 * Thread-safe.
 */
final class MySqlGroup implements AutoCloseable {

  private final List<GroupServer> voters;

  /** On connections of their own: what else they are asked never costs a vote. */
  private final List<GroupServer> inspected;

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

  /**
   * What a majority says.
   *
   * @param primary the primary
   * @param members of the group, as the primary sees them
   */
  record Majority(Primary primary, List<MemberView.Member> members) {}

  private record Found(Primary primary, long at) {}

  /**
   * @param access user, password and options of the driver, with which the servers are asked
   */
  MySqlGroup(GroupUrl url, Properties access, GroupProperties limits) {
    var bounded = new Properties();
    bounded.putAll(access);
    bounded.setProperty("connectTimeout", Long.toString(limits.probeLimit().toMillis()));
    bounded.setProperty("socketTimeout", Long.toString(limits.probeLimit().toMillis()));
    this.voters = servers(url, bounded, Duration.ZERO);
    this.inspected = servers(url, bounded, limits.probeLimit());
    this.probeLimit = limits.probeLimit();
    this.answerHolds = limits.answerHolds();
  }

  private static List<GroupServer> servers(GroupUrl url, Properties access, Duration turnLimit) {
    return url.servers().stream()
        .map(server -> new GroupServer(server, url.of(server), access, turnLimit))
        .toList();
  }

  /** Host and port of each, in the URL's order. */
  List<String> addresses() {
    return voters.stream().map(GroupServer::address).toList();
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
        : ask().primary();
  }

  /**
   * What a majority says now.
   *
   * @throws SQLException if no majority names a primary within the probe limit
   */
  Majority ask() throws SQLException {
    long at = System.nanoTime();
    var answers = Answers.of(voters, MemberView::ask, probeLimit.toNanos());
    var primary = Votes.primary(answers.given(), voters.size()).orElse(null);
    if (primary == null) {
      found = null;
      throw noPrimary(answers);
    }
    found = new Found(primary, at);
    var view = Objects.requireNonNull(answers.given().get(primary.address()));
    return new Majority(primary, view.members());
  }

  /**
   * Asks each server something else, on a connection that no vote waits for.
   *
   * @return by address, of those that answered within twice the probe limit: the question before
   *     may take one
   * @throws SQLException if none did
   */
  <T> Map<String, T> inspect(Question<T> question) throws SQLException {
    var answers = Answers.of(inspected, question, probeLimit.multipliedBy(2).toNanos());
    if (answers.given().isEmpty()) {
      throw new SQLTransientConnectionException(
          "none of %s answered: %s".formatted(addresses(), answers.failures()));
    }
    return answers.given();
  }

  /** The next question is asked anew: what was believed has proved wrong. */
  void doubt() {
    found = null;
  }

  private SQLException noPrimary(Answers<MemberView> answers) {
    return new SQLTransientConnectionException(
        "no primary that a majority of %s names: %d answered within %s; %s"
            .formatted(addresses(), answers.given().size(), probeLimit, answers.failures()));
  }

  @Override
  public void close() {
    voters.forEach(GroupServer::close);
    inspected.forEach(GroupServer::close);
  }
}
