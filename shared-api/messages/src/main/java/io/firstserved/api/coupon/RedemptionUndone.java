package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * A redemption was taken back; the coupon can be redeemed again while it is valid.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param orderId the order it had been redeemed for
 * @param at when
 */
public record RedemptionUndone(
    CouponId couponId, CampaignId campaignId, OrderId orderId, Instant at) implements CouponEvent {}
