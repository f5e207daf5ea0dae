package io.firstserved.query.coupon;

/** What a coupon is good for. */
enum CouponStatus {
  /** It can be redeemed while it is valid. */
  ISSUED,
  /** It was redeemed. */
  REDEEMED,
  /** It was revoked for good. */
  REVOKED,
  /** Its validity ended unredeemed. */
  EXPIRED
}
