package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon was revoked for good. Its serial stays used.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param reason why, in the words of whoever revoked it; null if they gave none, as in every event
 *     of revision 1
 * @param at when
 */
public record CouponRevoked(
    CouponId couponId, CampaignId campaignId, @Nullable String reason, Instant at)
    implements CouponEvent {}
