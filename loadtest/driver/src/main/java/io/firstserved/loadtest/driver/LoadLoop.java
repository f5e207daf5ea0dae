package io.firstserved.loadtest.driver;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The one thread that sends every request and reads every answer. */
final class LoadLoop {

  /**
   * Resolution of the driver's own clockwork; a request is sent at most this late because of it.
   */
  private static final long TICK_MILLIS = 1;

  private static final long CHECK_NANOS = Duration.ofMillis(50).toNanos();
  private static final long REOPEN_AFTER_NANOS = Duration.ofMillis(100).toNanos();
  private static final long CONNECT_LIMIT_NANOS = Duration.ofSeconds(10).toNanos();

  private final Plan plan;
  private final Selector selector;
  private final History history;
  private final List<Connection> connections = new ArrayList<>();
  private final List<Connection> idle = new ArrayList<>();
  private Outcomes outcomes;
  private Pace pace;
  private long sent;

  LoadLoop(Plan plan, Selector selector, History history) {
    this.plan = plan;
    this.selector = selector;
    this.history = history;
    this.outcomes = new Outcomes(Long.MAX_VALUE);
    this.pace = new Pace(0, plan.rate(), plan.maxLate());
  }

  Result run() throws IOException {
    connect();
    long start = System.nanoTime() + nanosUntilStart();
    long measuredFrom = start + plan.warmUp().toNanos();
    long end = measuredFrom + plan.duration().toNanos();
    outcomes = new Outcomes(measuredFrom);
    pace = new Pace(start, plan.rate(), plan.maxLate());
    turnUntil(end, true);
    long stopped = Math.min(end, System.nanoTime());
    turnUntil(System.nanoTime() + plan.timeout().toNanos(), false);
    connections.forEach(connection -> fail(connection, "unanswered"));
    return outcomes.result(stopped);
  }

  private void connect() throws IOException {
    for (int n = 0; n < plan.connections(); n++) {
      var target = plan.targets().get(n % plan.targets().size());
      var connection = new Connection(target, plan, selector);
      connections.add(connection);
      open(connection);
    }
    long limit = System.nanoTime() + CONNECT_LIMIT_NANOS;
    while (idle.size() < connections.size()) {
      if (System.nanoTime() - limit > 0) {
        throw new IOException("cannot open " + plan.connections() + " connections");
      }
      selector.select(this::ready, TICK_MILLIS);
      reopen(System.nanoTime());
    }
  }

  private long nanosUntilStart() {
    return plan.startAt() == null
        ? 0
        : Math.max(0, Duration.between(Instant.now(), plan.startAt()).toNanos());
  }

  /**
   * Serves the sockets until the limit, or until nothing more is to be sent and all is answered.
   */
  private void turnUntil(long limit, boolean sending) throws IOException {
    long nextCheck = System.nanoTime();
    for (long now = nextCheck; now < limit; now = System.nanoTime()) {
      boolean more = sending && sent < plan.requests();
      if (more) {
        sendWhatIsDue(now);
      } else if (idle.size() == connections.size()) {
        return;
      }
      if (now - nextCheck >= 0) {
        dropOverdue(now);
        reopen(now);
        nextCheck = now + CHECK_NANOS;
      }
      selector.select(this::ready, TICK_MILLIS);
    }
  }

  private void sendWhatIsDue(long now) {
    while (pace.due(now) && sent < plan.requests()) {
      if (pace.tooLate(now)) {
        pace.take(now);
        outcomes.dropped(now);
      } else if (idle.isEmpty()) {
        return;
      } else {
        send(idle.removeLast(), now);
      }
    }
  }

  private void send(Connection connection, long now) {
    try {
      long n = sent++;
      connection.send(plan.user(n), plan.authorization(n), pace.take(now), now);
    } catch (IOException broken) {
      fail(connection, broken.getClass().getSimpleName());
    }
  }

  private void ready(SelectionKey key) {
    var connection = (Connection) key.attachment();
    try {
      if (key.isConnectable()) {
        connection.finishConnect(key);
        idle.add(connection);
      } else {
        if (key.isWritable()) {
          connection.write();
        }
        if (key.isReadable()) {
          read(connection);
        }
      }
    } catch (IOException broken) {
      fail(connection, broken.getClass().getSimpleName());
    }
  }

  private void read(Connection connection) throws IOException {
    var answer = connection.read();
    if (answer == null || connection.user == null) {
      return;
    }
    long now = System.nanoTime();
    outcomes.answered(answer.status(), connection.dueSince, now);
    history.answered(connection.user, answer, connection.sentAt, now);
    connection.user = null;
    if (answer.closing()) {
      connection.close();
      open(connection);
    } else {
      idle.add(connection);
    }
  }

  private void fail(Connection connection, String cause) {
    long now = System.nanoTime();
    if (connection.user != null) {
      outcomes.failed(cause, connection.dueSince, now);
      history.unanswered(connection.user, connection.sentAt, now);
    }
    idle.remove(connection);
    connection.close();
    connection.reopenAt = now + REOPEN_AFTER_NANOS;
  }

  private void dropOverdue(long now) {
    for (var connection : connections) {
      if (connection.user != null && now - connection.sentAt > plan.timeout().toNanos()) {
        fail(connection, "timeout");
      }
    }
  }

  private void open(Connection connection) {
    try {
      if (connection.open()) {
        idle.add(connection);
      }
    } catch (IOException refused) {
      fail(connection, refused.getClass().getSimpleName());
    }
  }

  private void reopen(long now) {
    for (var connection : connections) {
      if (!connection.isOpen() && now - connection.reopenAt >= 0) {
        open(connection);
      }
    }
  }
}
