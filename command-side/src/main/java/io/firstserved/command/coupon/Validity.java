package io.firstserved.command.coupon;

import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.CouponIssued;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Until when a coupon can be redeemed.
 *
 * @param until the first instant at which it no longer can; null if it always can
 */
record Validity(@Nullable Instant until) {

  /**
   * The campaign's period counted from the reservation, in UTC: calendar months and days, so a
   * month from 31 January ends on the last day of February at the same time of day.
   */
  static Validity of(CouponIssued issue, CampaignTerms terms) {
    var period = terms.couponValidity();
    return new Validity(
        period == null
            ? null
            : issue.reservedAt().atOffset(ZoneOffset.UTC).plus(period).toInstant());
  }

  boolean endedAt(Instant at) {
    return until != null && !at.isBefore(until);
  }
}
