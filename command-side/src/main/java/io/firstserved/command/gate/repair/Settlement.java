package io.firstserved.command.gate.repair;

import io.firstserved.api.coupon.CouponId;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.log.LogGate;
import io.firstserved.command.gate.redis.RedisGate;
import io.firstserved.command.log.LogReader;
import java.util.List;

/**
 * Looks a reservation up in the log, by its coupon and by its serial, and makes the gate believe
 * what is found. Repeatable, and safe on several nodes at once. Safe against an append that comes
 * late, too: if its serial was given to another meanwhile, the log's unique key lets one of them
 * in, and the other is settled here again.
 */
final class Settlement {

  private final LogReader log;
  private final RedisGate redis;
  private final LogGate logGate;

  Settlement(LogReader log, RedisGate redis, LogGate logGate) {
    this.log = log;
    this.redis = redis;
    this.logGate = logGate;
  }

  /** Settles a reservation whose outcome is not known here, or was not as expected. */
  void settle(Granted reservation) {
    var coupon = CouponId.of(reservation.campaign(), reservation.user(), reservation.ordinal());
    var ofUser = log.findIssue(coupon);
    var ofSerial = log.findIssue(reservation.campaign(), reservation.serial());
    if (ofSerial.isPresent()) {
      logGate.taken(reservation);
    } else {
      logGate.release(reservation);
    }
    redis.correct(reservation, ofUser, ofSerial);
  }

  /** Settles each of them. */
  void settleAll(List<Granted> reservations) {
    reservations.forEach(this::settle);
  }
}
