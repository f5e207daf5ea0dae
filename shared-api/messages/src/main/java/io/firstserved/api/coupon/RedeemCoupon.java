package io.firstserved.api.coupon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Redeems a coupon for an order; again for the same order changes nothing.
 *
 * @param couponId which coupon
 * @param orderId the order it is redeemed for
 * @param user who redeems it, and must hold it; null if the caller may redeem anybody's
 * @param at when
 */
public record RedeemCoupon(CouponId couponId, OrderId orderId, @Nullable UserId user, Instant at)
    implements CouponCommand {}
