package io.firstserved.query.coupon;

import io.firstserved.query.projection.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as clients see it.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param userId who holds it
 * @param serial its number in the campaign
 * @param ordinal which of the user's coupons in this campaign
 * @param status what it is good for
 * @param issuedAt when it was granted
 * @param orderId the order it is redeemed for; null while it is not
 * @param redeemedAt when it was redeemed
 * @param revokedAt when it was revoked
 * @param expiredAt when its validity ended
 */
record CouponView(
    String couponId,
    String campaignId,
    String userId,
    long serial,
    int ordinal,
    CouponStatus status,
    Instant issuedAt,
    @Nullable String orderId,
    @Nullable Instant redeemedAt,
    @Nullable Instant revokedAt,
    @Nullable Instant expiredAt) {

  static CouponView of(CouponRow row) {
    return new CouponView(
        row.couponId,
        row.campaignId,
        row.userId,
        row.serial,
        row.ordinal,
        row.status,
        Micros.instant(row.issuedAtMicros),
        row.orderId,
        row.redeemedAt,
        row.revokedAt,
        row.expiredAt);
  }
}
