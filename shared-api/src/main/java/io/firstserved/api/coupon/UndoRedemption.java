package io.firstserved.api.coupon;

import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/**
 * Takes a redemption back, for example because its order was cancelled.
 *
 * @param couponId which coupon
 * @param at when
 */
public record UndoRedemption(@TargetAggregateIdentifier CouponId couponId, Instant at)
    implements CouponCommand {}
