package io.firstserved.api.coupon;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Redeems a coupon for an order; again for the same order changes nothing.
 *
 * @param couponId which coupon
 * @param orderId the order it is redeemed for
 * @param at when
 */
public record RedeemCoupon(
    @TargetAggregateIdentifier CouponId couponId, OrderId orderId, Instant at)
    implements CouponCommand {}
