package io.firstserved.command.coupon;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A coupon as its events tell it: immutable, evolved event by event. Evolving only assigns.
 *
 * @param issue how it was issued
 * @param status what became of it
 * @param takenBack redemptions that were undone, so that a late repetition of one is known
 */
public record CouponState(CouponIssued issue, Status status, List<Status.Redeemed> takenBack) {

  /** What became of a coupon. */
  public sealed interface Status {

    /** It was issued and can be redeemed while it is valid. */
    record Unused() implements Status {}

    /**
     * It was redeemed.
     *
     * @param orderId for which order
     * @param at when
     */
    record Redeemed(OrderId orderId, Instant at) implements Status {}

    /**
     * It was revoked, for good.
     *
     * @param at when
     */
    record Revoked(Instant at) implements Status {}

    /**
     * Its validity ended unredeemed, and this was recorded.
     *
     * @param at when it was recorded
     */
    record Expired(Instant at) implements Status {}
  }

  /** The state that these events lead to, the first of which is the coupon's issue. */
  static CouponState of(List<?> events) {
    var state = issued((CouponIssued) events.getFirst());
    for (var event : events.subList(1, events.size())) {
      state = state.evolve((CouponEvent) event);
    }
    return state;
  }

  /** The state of a new coupon. */
  public static CouponState issued(CouponIssued event) {
    return new CouponState(event, new Status.Unused(), List.of());
  }

  /** The state after one more event. */
  public CouponState evolve(CouponEvent event) {
    return switch (event) {
      case CouponIssued issued -> issued(issued);
      case CouponRedeemed redeemed -> with(new Status.Redeemed(redeemed.orderId(), redeemed.at()));
      case RedemptionUndone undone -> undone();
      case CouponRevoked revoked -> with(new Status.Revoked(revoked.at()));
      case CouponExpired expired -> with(new Status.Expired(expired.at()));
    };
  }

  /** The redemption for an order that was undone since, and is not the present one again. */
  Optional<Status.Redeemed> takenBackFrom(OrderId order) {
    return status instanceof Status.Redeemed(OrderId present, Instant at) && present.equals(order)
        ? Optional.empty()
        : takenBack.stream().filter(redeemed -> redeemed.orderId().equals(order)).findFirst();
  }

  /** The same coupon with another status. */
  CouponState with(Status next) {
    return new CouponState(issue, next, takenBack);
  }

  private CouponState undone() {
    var unused = new Status.Unused();
    return status instanceof Status.Redeemed redeemed
        ? new CouponState(
            issue, unused, Stream.concat(takenBack.stream(), Stream.of(redeemed)).toList())
        : with(unused);
  }
}
