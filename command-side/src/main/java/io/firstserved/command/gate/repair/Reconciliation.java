package io.firstserved.command.gate.repair;

import io.firstserved.api.coupon.CouponId;
import io.firstserved.command.gate.FastGate;
import io.firstserved.command.gate.FastGateUnavailableException;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.log.LogReader;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks a reservation up in the log, by its coupon and by its serial, and makes the gate believe
 * what is found. Repeatable, and safe on several nodes at once. Safe against an append that comes
 * late, too: if its serial was given to another meanwhile, the log's unique key lets one of them
 * in, and the other is reconciled here again.
 */
final class Reconciliation {

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  private final LogReader log;
  private final FastGate fastGate;
  private final LogGate logGate;
  private final Duration freezeLimit;

  /**
   * @param freezeLimit how long a rebuild may be about to switch
   */
  Reconciliation(LogReader log, FastGate fastGate, LogGate logGate, Duration freezeLimit) {
    this.log = log;
    this.fastGate = fastGate;
    this.logGate = logGate;
    this.freezeLimit = freezeLimit;
  }

  /** Reconciles a reservation whose outcome is not known here, or was not as expected. */
  void reconcile(Granted reservation) {
    var coupon = CouponId.of(reservation.campaign(), reservation.user(), reservation.ordinal());
    var ofUser = log.findIssue(coupon);
    var ofSerial = log.findIssue(reservation.campaign(), reservation.serial());
    if (ofSerial.isPresent()) {
      logGate.taken(reservation);
    } else {
      logGate.release(reservation);
    }
    var deadline = new Deadline(freezeLimit);
    while (!fastGate.correct(reservation, ofUser, ofSerial)) {
      if (!deadline.pause()) {
        throw new FastGateUnavailableException("a rebuild that is about to switch does not");
      }
    }
  }

  /**
   * Reconciles what the log-backed gate granted and nobody has settled, so that a serial that was
   * lost may go to another. That the fast gate is away does not matter to it.
   */
  void reconcileLogBacked(List<Granted> reservations, Deadline deadline) {
    for (var reservation : reservations) {
      try {
        reconcile(reservation);
      } catch (FastGateUnavailableException e) {
        LOG.debug("settled in the log-backed gate only: {}", reservation);
      }
      if (deadline.isOver()) {
        return;
      }
    }
  }

  /** Reconciles one after the other, as many as there is time for, and at least one. */
  void reconcile(List<Granted> reservations, Deadline deadline) {
    for (var reservation : reservations) {
      reconcile(reservation);
      if (deadline.isOver()) {
        return;
      }
    }
  }

  /** Reconciles each of them. */
  void reconcileAll(List<Granted> reservations) {
    reservations.forEach(this::reconcile);
  }
}
