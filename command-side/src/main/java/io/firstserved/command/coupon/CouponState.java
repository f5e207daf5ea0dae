package io.firstserved.command.coupon;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import java.time.Instant;

/**
 * A coupon as its events tell it: immutable, evolved event by event. Evolving only assigns.
 *
 * @param issue how it was issued
 * @param status what became of it
 */
public record CouponState(CouponIssued issue, Status status) {

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

  /** The state of a new coupon. */
  public static CouponState issued(CouponIssued event) {
    return new CouponState(event, new Status.Unused());
  }

  /** The state after one more event. */
  public CouponState evolve(CouponEvent event) {
    return switch (event) {
      case CouponIssued issued -> issued(issued);
      case CouponRedeemed redeemed -> with(new Status.Redeemed(redeemed.orderId(), redeemed.at()));
      case RedemptionUndone undone -> with(new Status.Unused());
      case CouponRevoked revoked -> with(new Status.Revoked(revoked.at()));
      case CouponExpired expired -> with(new Status.Expired(expired.at()));
    };
  }

  private CouponState with(Status next) {
    return new CouponState(issue, next);
  }
}
