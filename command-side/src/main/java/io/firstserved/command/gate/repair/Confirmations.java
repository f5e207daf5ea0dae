package io.firstserved.command.gate.repair;

import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.loop.LoopBody;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the fast gate in batches what became of reservations, as a loop of its own, so that no
 * answer to a client waits for it. What it did not take is sent again; what the queue cannot hold
 * is left to the {@link Reaper}.
 */
final class Confirmations implements LoopBody {

  /** How long a turn waits for something to send. */
  private static final Duration IDLE = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(Confirmations.class);

  private record Outcome(Granted reservation, boolean issued) {}

  private final FastGate fastGate;
  private final Reconciliation reconciliation;
  private final GateProperties.Confirmations limits;
  private final BlockingQueue<Outcome> queue;

  Confirmations(
      FastGate fastGate, Reconciliation reconciliation, GateProperties.Confirmations limits) {
    this.fastGate = fastGate;
    this.reconciliation = reconciliation;
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

  /** What is queued is not sent: the log may not have it any more. */
  void forgetAll() {
    queue.clear();
  }

  private void enqueue(Outcome outcome) {
    if (!queue.offer(outcome)) {
      LOG.debug("left to the reaper, the queue is full: {}", outcome);
    }
  }

  /** Sends what is queued, or waits a moment for something to send. */
  @Override
  public Duration turn(Heartbeat heartbeat) throws InterruptedException {
    var first = queue.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
    if (first != null) {
      var batch = new ArrayList<Outcome>();
      batch.add(first);
      queue.drainTo(batch, limits.batchSize() - 1);
      sendOrKeep(batch);
    }
    return Duration.ZERO;
  }

  private void sendOrKeep(List<Outcome> batch) {
    try {
      send(batch);
    } catch (RuntimeException failure) {
      batch.forEach(this::enqueue);
      throw failure;
    }
  }

  /** The node's end: sends what is still queued; what fails is left to another node's reaper. */
  @Override
  public void ended() {
    var rest = new ArrayList<Outcome>();
    queue.drainTo(rest);
    try {
      send(rest);
    } catch (RuntimeException failure) {
      LOG.info(
          "{} outcomes are left to another node's reaper: {}", rest.size(), failure.toString());
    }
  }

  private void send(List<Outcome> batch) {
    batch.stream()
        .filter(Outcome::issued)
        .map(Outcome::reservation)
        .collect(Collectors.groupingBy(Granted::campaign))
        .forEach((campaign, coupons) -> confirm(coupons));
    batch.stream()
        .filter(outcome -> !outcome.issued())
        .forEach(outcome -> fastGate.release(outcome.reservation()));
  }

  private void confirm(List<Granted> coupons) {
    var unsettled = fastGate.confirm(coupons.getFirst().campaign(), coupons);
    if (unsettled == null) {
      // A rebuild is about to switch; it takes milliseconds.
      coupons.forEach(this::issued);
    } else {
      reconciliation.reconcileAll(unsettled);
    }
  }
}
