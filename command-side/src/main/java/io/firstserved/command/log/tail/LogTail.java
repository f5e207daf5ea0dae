package io.firstserved.command.log.tail;

import io.firstserved.command.log.tail.FollowerPositions.Position;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Leads one follower along the log on its own thread, whenever this node holds the lease. A failure
 * is retried from the stored position, for ever: the position waits, and the lag shows it.
 */
public final class LogTail {

  private static final Logger LOG = LoggerFactory.getLogger(LogTail.class);

  private final LogFollower follower;
  private final TailLimits limits;
  private final NewEvents newEvents;
  private final TransactionOperations transactions;
  private final FollowerPositions positions;
  private final LogRows log;
  private final String owner =
      ManagementFactory.getRuntimeMXBean().getPid() + "-" + UUID.randomUUID();
  private final Thread thread;

  /**
   * @param jdbc the log's database, taking part in {@code transactions}
   */
  public LogTail(
      LogFollower follower,
      TailLimits limits,
      NewEvents newEvents,
      JdbcClient jdbc,
      TransactionOperations transactions) {
    this.follower = follower;
    this.limits = limits;
    this.newEvents = newEvents;
    this.transactions = transactions;
    this.positions = new FollowerPositions(jdbc);
    this.log = new LogRows(jdbc);
    this.thread = Thread.ofPlatform().name("log-" + follower.name()).unstarted(this::run);
  }

  /** Starts following. Called once. */
  public void start() {
    thread.start();
  }

  /** Stops after giving the lease up, and waits for that. What is in flight comes again. */
  public void stop() throws InterruptedException {
    thread.interrupt();
    thread.join();
  }

  private void run() {
    try {
      while (true) {
        followUntilFailure();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void followUntilFailure() throws InterruptedException {
    try {
      positions.create(follower.name(), follower.initialMemo());
      var position = positions.acquire(follower.name(), owner, limits.lease());
      if (position.isPresent()) {
        followWithLease(position.get());
      }
      Thread.sleep(limits.retryPause());
    } catch (LeaseLostException e) {
      LOG.warn("{}: another node took over", follower.name());
    } catch (RuntimeException e) {
      LOG.warn("{} is retried in {}", follower.name(), limits.retryPause(), e);
      Thread.sleep(limits.retryPause());
    }
  }

  private void followWithLease(Position from) throws InterruptedException {
    var lease = new Lease(positions, follower.name(), from.fence(), limits.lease());
    LOG.info("{} goes on after global index {}", follower.name(), from.index());
    try {
      var position = from;
      while (true) {
        newEvents.awaitAfter(position.index(), limits.poll());
        lease.keep();
        long begin = System.nanoTime();
        var next = advance(position, lease);
        keepPace(next.index() - position.index(), begin);
        position = next;
      }
    } catch (InterruptedException stopped) {
      positions.release(follower.name(), from.fence());
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
    var memo = follower.follow(rows, position.memo(), lease);
    var next = new Position(rows.getLast().globalIndex(), memo, position.fence());
    long now = System.nanoTime();
    transactions.executeWithoutResult(
        transaction -> {
          follower.alongside(rows, memo);
          positions.store(follower.name(), next, limits.lease());
        });
    lease.renewed(now);
    return next;
  }
}
