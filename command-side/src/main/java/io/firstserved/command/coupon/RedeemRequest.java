package io.firstserved.command.coupon;

import io.firstserved.api.coupon.OrderId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Body of a redemption.
 *
 * @param orderId the order the coupon is redeemed for
 * @param userId who redeems it; may be left out where a token or the gateway names the user
 */
record RedeemRequest(
    @NotNull @Pattern(regexp = OrderId.PATTERN) String orderId, @Nullable String userId) {}
