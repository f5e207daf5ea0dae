package io.firstserved.api.coupon;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Revokes a coupon for good, redeemed or not; again changes nothing.
 *
 * @param couponId which coupon
 * @param reason why, 1 to {@value #MAX_REASON_LENGTH} printable characters; null if not told. It
 *     stays in the log for ever, so it must name no person
 * @param at when
 */
public record RevokeCoupon(CouponId couponId, @Nullable String reason, Instant at)
    implements CouponCommand {

  /** Longest reason, in characters: a sentence or two for support. */
  public static final int MAX_REASON_LENGTH = 200;
}
