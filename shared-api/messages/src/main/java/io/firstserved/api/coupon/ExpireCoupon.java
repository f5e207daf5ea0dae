package io.firstserved.api.coupon;

import java.time.Instant;

/**
 * Records that a coupon's validity has ended; again changes nothing.
 *
 * @param couponId which coupon
 * @param at when
 */
public record ExpireCoupon(CouponId couponId, Instant at) implements CouponCommand {}
