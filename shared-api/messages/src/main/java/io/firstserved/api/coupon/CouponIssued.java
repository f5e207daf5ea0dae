package io.firstserved.api.coupon;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;

/**
 * A coupon was issued: the promise this service exists for.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param userId who holds it
 * @param serial its number in the campaign, 1 to the quota, each given once (P1)
 * @param ordinal which of the user's coupons in this campaign, from 1 to the per-user limit (P2)
 * @param reservedAt when the gate granted it, by the gate's clock (P3)
 */
public record CouponIssued(
    CouponId couponId,
    CampaignId campaignId,
    UserId userId,
    long serial,
    int ordinal,
    Instant reservedAt)
    implements CouponEvent {

  /** The event that records what the command asks for. */
  public static CouponIssued of(IssueCoupon command) {
    return new CouponIssued(
        command.couponId(),
        command.campaignId(),
        command.userId(),
        command.serial(),
        command.ordinal(),
        command.reservedAt());
  }

  @Override
  public Instant at() {
    return reservedAt;
  }

  /**
   * The identity under which the log stores this event: {@code campaign#serial}. It is derived, so
   * that the log's unique key over event identities lets a serial be given only once (P1). A {@code
   * #} can stand neither in a campaign's identity nor in a drawn event identity.
   */
  public String eventIdentifier() {
    return campaignId.value() + '#' + serial;
  }
}
