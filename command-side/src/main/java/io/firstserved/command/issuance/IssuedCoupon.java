package io.firstserved.command.issuance;

import io.firstserved.api.coupon.CouponIssued;
import java.time.Instant;

/**
 * Answer to the issue command: a coupon that is in the log.
 *
 * @param couponId which coupon
 * @param campaignId of which campaign
 * @param userId who holds it
 * @param serial its number in the campaign, from 1
 * @param issuedAt when the gate granted it
 */
record IssuedCoupon(
    String couponId, String campaignId, String userId, long serial, Instant issuedAt) {

  static IssuedCoupon of(CouponIssued event) {
    return new IssuedCoupon(
        event.couponId().value(),
        event.campaignId().value(),
        event.userId().value(),
        event.serial(),
        event.reservedAt());
  }

  /** Where the query side shows it. */
  static String location(CouponIssued event) {
    return "/api/v1/coupons/" + event.couponId();
  }
}
