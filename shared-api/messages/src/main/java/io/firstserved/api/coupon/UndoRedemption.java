package io.firstserved.api.coupon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes a redemption back, for example because its order was cancelled.
 *
 * @param couponId which coupon
 * @param orderId the order it must be redeemed for, so that a late retry does not undo another
 *     order's redemption; null for whichever it is
 * @param user who takes it back, and must hold it; null if the caller may do it for anybody
 * @param at when
 */
public record UndoRedemption(
    CouponId couponId, @Nullable OrderId orderId, @Nullable UserId user, Instant at)
    implements CouponCommand {}
