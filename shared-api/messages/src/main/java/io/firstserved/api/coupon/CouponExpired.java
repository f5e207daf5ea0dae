package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * A coupon's validity ended unredeemed. Its serial stays used.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param at when
 */
public record CouponExpired(CouponId couponId, CampaignId campaignId, Instant at)
    implements CouponEvent {}
