package io.firstserved.command.log.tail;

import io.firstserved.command.log.tail.FollowerPositions.Position;
import io.firstserved.loop.LoopBody;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
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
  private @Nullable Held held;
  private final String owner =
      ManagementFactory.getRuntimeMXBean().getPid() + "-" + UUID.randomUUID();

  /** The right to follow, and how far the follower came. */
  private record Held(Lease lease, Position position) {}

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
   * Hands the follower the next events, if this node holds the lease; else tries to get it.
   * Whatever fails, the next turn goes on from the stored position.
   */
  @Override
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    var present = held;
    return present == null ? takeUp() : follow(present);
  }

  private Duration takeUp() {
    positions.create(follower.name(), follower.initialMemo());
    var position = positions.acquire(follower.name(), owner, limits.lease());
    if (position.isEmpty()) {
      return limits.retryPause();
    }
    var from = position.get();
    LOG.info("{} goes on after global index {}", follower.name(), from.index());
    held =
        new Held(new Lease(positions, follower.name(), from.fencingToken(), limits.lease()), from);
    return Duration.ZERO;
  }

  private Duration follow(Held present) throws InterruptedException {
    var from = present.position();
    held = null; // until it is known that nothing is in flight
    try {
      newEvents.awaitAfter(from.index(), limits.poll());
      present.lease().keep();
      long begin = System.nanoTime();
      var next = advance(from, present.lease());
      held = new Held(present.lease(), next);
      return restOfPace(next.index() - from.index(), begin);
    } catch (LeaseLostException e) {
      LOG.warn("{}: another node took over", follower.name());
      return limits.retryPause();
    } catch (InterruptedException stopped) {
      release(present.lease());
      throw stopped;
    } finally {
      if (held == null) {
        follower.abandon();
      }
    }
  }

  private Duration restOfPace(long events, long begin) {
    if (events >= limits.batchLimit()) {
      return Duration.ZERO;
    }
    var pace = events >= limits.busyBatch() ? limits.busyPace() : limits.pace();
    return Duration.ofNanos(Math.max(0, pace.toNanos() - (System.nanoTime() - begin)));
  }

  /** Lets another node go on at once. */
  @Override
  public void ended() {
    var present = held;
    if (present != null) {
      held = null;
      follower.abandon();
      release(present.lease());
    }
  }

  /** If that fails, another node waits for the lease's end. */
  private void release(Lease lease) {
    try {
      positions.release(follower.name(), lease.fencingToken());
    } catch (DataAccessException notReleased) {
      LOG.info("{}: the lease runs out by itself: {}", follower.name(), notReleased.toString());
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
