package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * A coupon was redeemed.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param orderId the order it was redeemed for
 * @param at when
 */
public record CouponRedeemed(CouponId couponId, CampaignId campaignId, OrderId orderId, Instant at)
    implements CouponEvent {}
