package io.firstserved.command.log.tail;

import io.firstserved.command.log.tail.FollowerPositions.Position;
import io.firstserved.loop.LoopBody;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Leads one follower along the log as a supervised loop, whenever this node holds the lease. A
 * failure is retried from the stored position: the position waits, and the lag shows it.
 */
public final class LogTail implements LoopBody {

  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

  private final LogFollower follower;
  private final TailLimits limits;
  private final NewEvents newEvents;
  private final FollowerPositions positions;
  private final LogPages log;
  private final String owner =
      ManagementFactory.getRuntimeMXBean().getPid() + "-" + UUID.randomUUID();

  /**
   * @param jdbc the log's database, with automatic commit: each statement is a transaction, so that
   *     a node that vanishes leaves no row locked
   */
  public LogTail(LogFollower follower, TailLimits limits, NewEvents newEvents, JdbcClient jdbc) {
    this.follower = follower;
    this.limits = limits;
    this.newEvents = newEvents;
    this.positions = new FollowerPositions(jdbc);
    this.log = new LogPages(jdbc);
  }

  /**
   * Follows the log while this node holds the lease, or waits and tries to get it. Ends by a
   * failure, or by its lease going to another node.
   */
  @Override
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    positions.create(follower.name(), follower.initialMemo());
    var position = positions.acquire(follower.name(), owner, limits.lease());
    if (position.isPresent()) {
      try {
        followWithLease(position.get(), heartbeat);
      } catch (LeaseLostException e) {
        LOG.warn("{}: another node took over", follower.name());
      }
    }
    return limits.retryPause();
  }

  private void followWithLease(Position from, Heartbeat heartbeat) throws InterruptedException {
    var lease = new Lease(positions, follower.name(), from.fencingToken(), limits.lease());
    LOG.info("{} goes on after global index {}", follower.name(), from.index());
    try {
      var position = from;
      while (true) {
        newEvents.awaitAfter(position.index(), limits.poll());
        lease.keep();
        long begin = System.nanoTime();
        var next = advance(position, lease);
        heartbeat.succeeded();
        keepPace(next.index() - position.index(), begin);
        position = next;
      }
    } catch (InterruptedException stopped) {
      positions.release(follower.name(), from.fencingToken());
      throw stopped;
    } finally {
      follower.abandon();
    }
  }

  private void keepPace(long events, long begin) throws InterruptedException {
    if (events >= limits.batchLimit()) {
      return;
    }
    var pace = events >= limits.busyBatch() ? limits.busyPace() : limits.pace();
    long left = pace.toNanos() - (System.nanoTime() - begin);
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private Position advance(Position position, Lease lease) throws InterruptedException {
    var rows = log.after(position.index(), limits.batchLimit());
    if (rows.isEmpty()) {
      return position;
    }
    var memo = follower.handle(rows, position.memo(), lease);
    var next = new Position(rows.getLast().index(), memo, position.fencingToken());
    long now = System.nanoTime();
    positions.store(follower.name(), next, limits.lease());
    lease.renewed(now);
    return next;
  }
}
