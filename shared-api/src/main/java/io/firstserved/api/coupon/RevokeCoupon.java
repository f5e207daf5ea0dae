package io.firstserved.api.coupon;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Revokes a coupon for good, redeemed or not; again changes nothing.
 *
 * @param couponId which coupon
 * @param at when
 */
public record RevokeCoupon(@TargetAggregateIdentifier CouponId couponId, Instant at)
    implements CouponCommand {}
