package io.firstserved.command.gate.log;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.UserId;
import io.firstserved.command.campaign.CampaignState;
import io.firstserved.command.gate.GateProperties;
import io.firstserved.command.gate.Reservation;
import io.firstserved.command.gate.Reservation.AlreadyIssued;
import io.firstserved.command.gate.Reservation.Granted;
import io.firstserved.command.gate.Reservation.Refused;
import io.firstserved.command.log.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Grants from the log alone. What it grants is remembered only here: on another node, or after a
 * crash, the same serial or the same user may be granted again, and the log refuses the second (P1,
 * P2). Thread-safe. Every operation throws what the log's reader throws if the database is gone,
 * too.
 */
public final class LogGate {

  private final LogReader log;
  private final GateProperties.LogBacked limits;
  private final LogClock clock;
  private final Map<CampaignId, SerialPool> pools = new ConcurrentHashMap<>();
  private final Set<Granted> granted = ConcurrentHashMap.newKeySet();
  private final Set<CouponId> underWay = ConcurrentHashMap.newKeySet();

  /** A gate over this log. */
  public LogGate(LogReader log, GateProperties.LogBacked limits) {
    this.log = log;
    this.limits = limits;
    this.clock = new LogClock(log, limits.clockInterval());
  }

  /** The database's present time. */
  public Instant now() {
    return clock.now();
  }

  /**
   * Asks for a coupon: see {@link io.firstserved.command.gate.Gate#reserve}. With a key the first
   * ordinal that the log does not have; without one, the first that is not under way here either.
   */
  public Reservation reserve(CampaignState campaign, UserId user, @Nullable String idempotencyKey) {
    int vacant = 0;
    AlreadyIssued last = null;
    for (int ordinal = 1; ordinal <= campaign.terms().perUserLimit(); ordinal++) {
      var coupon = CouponId.of(campaign.id(), user, ordinal);
      var issue = log.findIssue(coupon);
      if (issue.isPresent()) {
        last = new AlreadyIssued(issue.get().event().serial(), ordinal);
        if (idempotencyKey != null && idempotencyKey.equals(issue.get().idempotencyKey())) {
          return last;
        }
      } else if (idempotencyKey == null && !underWay.contains(coupon)) {
        return grant(campaign, user, ordinal);
      } else if (vacant == 0) {
        vacant = ordinal;
      }
    }
    return last != null && vacant == 0 ? last : grant(campaign, user, vacant);
  }

  /**
   * Whether the log has all coupons of the user below this ordinal, and none of them under this
   * key. What is so stays so; therefore a key that is recorded only where it is so is recorded
   * once.
   */
  public boolean isNext(Granted reservation, String idempotencyKey) {
    for (int ordinal = 1; ordinal < reservation.ordinal(); ordinal++) {
      var below = log.findIssue(CouponId.of(reservation.campaign(), reservation.user(), ordinal));
      if (below.isEmpty() || idempotencyKey.equals(below.get().idempotencyKey())) {
        return false;
      }
    }
    return true;
  }

  private Reservation grant(CampaignState campaign, UserId user, int ordinal) {
    var at = now();
    var refusal = campaign.refusalAt(at);
    if (refusal.isPresent()) {
      return new Refused(
          refusal.get(), refusal.get() == Reason.NOT_OPEN ? campaign.terms().opensAt() : null);
    }
    var serial = pool(campaign.id()).take(campaign.terms().quota());
    if (serial.isEmpty()) {
      return new Refused(Reason.SOLD_OUT, null);
    }
    var reservation = new Granted(campaign.id(), user, serial.getAsLong(), ordinal, at);
    granted.add(reservation);
    underWay.add(couponOf(reservation));
    return reservation;
  }

  private SerialPool pool(CampaignId campaign) {
    return pools.computeIfAbsent(campaign, id -> new SerialPool(log, id, limits, new Random()));
  }

  /** The reservation's coupon is in the log. Has no effect unless this gate granted it. */
  public void confirm(Granted reservation) {
    settle(reservation, pool -> pool.taken(reservation.serial(), false));
  }

  /** The log has the reservation's serial with another coupon. */
  public void taken(Granted reservation) {
    settle(reservation, pool -> pool.taken(reservation.serial(), true));
  }

  /**
   * The reservation's serial is not in the log and may go to another.
   *
   * @return whether this gate had granted it
   */
  public boolean release(Granted reservation) {
    return settle(reservation, pool -> pool.giveBack(reservation.serial()));
  }

  /**
   * What this gate granted longer ago than the limit and nobody has settled: the outcome of an
   * append is unknown, or its caller is gone.
   */
  public List<Granted> overdue(Duration limit, int count) {
    if (granted.isEmpty()) {
      return List.of();
    }
    var before = now().minus(limit);
    return granted.stream()
        .filter(reservation -> reservation.reservedAt().isBefore(before))
        .limit(count)
        .toList();
  }

  private boolean settle(Granted reservation, Consumer<SerialPool> reconciliation) {
    if (!forget(reservation)) {
      return false;
    }
    var pool = pools.get(reservation.campaign());
    if (pool != null) {
      reconciliation.accept(pool);
    }
    return true;
  }

  /** Returns whether this gate had granted it. */
  private boolean forget(Granted reservation) {
    var mine = granted.remove(reservation);
    if (mine) {
      underWay.remove(couponOf(reservation));
    }
    return mine;
  }

  /** Redis has taken over: what is known of the campaign here grows old and is dropped. */
  public void forget(CampaignId campaign) {
    pools.remove(campaign);
    granted.stream()
        .filter(reservation -> reservation.campaign().equals(campaign))
        .forEach(this::forget);
  }

  /** What is known here of any campaign may be of events that are void. */
  public void forgetAll() {
    pools.clear();
    granted.clear();
    underWay.clear();
  }

  private static CouponId couponOf(Granted reservation) {
    return CouponId.of(reservation.campaign(), reservation.user(), reservation.ordinal());
  }
}
