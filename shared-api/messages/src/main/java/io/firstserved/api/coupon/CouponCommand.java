package io.firstserved.api.coupon;

/** Everything a coupon can be asked to do. */
public sealed interface CouponCommand
    permits IssueCoupon, RedeemCoupon, UndoRedemption, RevokeCoupon {

  /** Which coupon. */
  CouponId couponId();
}
