package io.firstserved.command.gate.repair;

import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.gate.redis.RedisUnavailableException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Tells Redis in batches what became of reservations, on a thread of its own, so that no answer to
 * a client waits for it. What Redis did not take is sent again; what the queue cannot hold is left
 * to the {@link Reaper}.
 */
final class Confirmations implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

  private record Outcome(Granted reservation, boolean issued) {}

  private final RedisGate redis;
  private final Settlement settlement;
  private final GateProperties.Confirmations limits;
  private final BlockingQueue<Outcome> queue;

  Confirmations(RedisGate redis, Settlement settlement, GateProperties.Confirmations limits) {
    this.redis = redis;
    this.settlement = settlement;
    this.limits = limits;
    this.queue = new ArrayBlockingQueue<>(limits.queueSize());
  }

  /** The coupon is in the log. */
  void issued(Granted reservation) {
    enqueue(new Outcome(reservation, true));
  }

  /** The coupon is not in the log and will not be. */
  void released(Granted reservation) {
    enqueue(new Outcome(reservation, false));
  }

  private void enqueue(Outcome outcome) {
    if (!queue.offer(outcome)) {
      LOG.debug("left to the reaper, the queue is full: {}", outcome);
    }
  }

  /** Sends until the thread is interrupted, and then what is still queued. */
  @Override
  public void run() {
    var batch = new ArrayList<Outcome>();
    while (!Thread.currentThread().isInterrupted()) {
      try {
        batch.add(queue.take());
        queue.drainTo(batch, limits.batchSize() - 1);
        if (!sent(batch)) {
          batch.forEach(this::enqueue);
          Thread.sleep(limits.retryDelay());
        }
      } catch (InterruptedException e) {
        batch.forEach(this::enqueue);
        Thread.currentThread().interrupt();
      }
      batch.clear();
    }
  }

  /** Sends what is queued, in the calling thread. For the end of the node's life. */
  void flush() {
    var rest = new ArrayList<Outcome>();
    queue.drainTo(rest);
    if (!sent(rest)) {
      LOG.info("{} outcomes are left to the reaper of another node", rest.size());
    }
  }

  private boolean sent(List<Outcome> batch) {
    try {
      batch.stream()
          .filter(Outcome::issued)
          .map(Outcome::reservation)
          .collect(Collectors.groupingBy(Granted::campaign))
          .forEach((campaign, coupons) -> confirm(coupons));
      batch.stream()
          .filter(outcome -> !outcome.issued())
          .forEach(outcome -> redis.release(outcome.reservation()));
      return true;
    } catch (RedisUnavailableException | DataAccessException e) {
      LOG.debug("{} outcomes are sent again: {}", batch.size(), e.toString());
      return false;
    }
  }

  private void confirm(List<Granted> coupons) {
    var unsettled = redis.confirm(coupons.getFirst().campaign(), coupons);
    if (unsettled == null) {
      // A rebuild is about to switch; it takes milliseconds.
      coupons.forEach(this::issued);
    } else {
      settlement.settleAll(unsettled);
    }
  }
}
