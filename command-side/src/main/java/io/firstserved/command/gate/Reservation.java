package io.firstserved.command.gate;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The gate's answer. */
public sealed interface Reservation {

  /**
   * The user may have this serial.
   *
   * @param campaign which campaign
   * @param user for whom
   * @param serial the serial, from 1
   * @param ordinal which of the user's coupons in this campaign, from 1
   * @param reservedAt when it was granted, by the gate's clock, in whole milliseconds
   */
  record Granted(CampaignId campaign, UserId user, long serial, int ordinal, Instant reservedAt)
      implements Reservation {}

  /**
   * The user holds as many coupons as the limit allows, or the one that was asked for with the same
   * idempotency key. All are confirmed: they were in the log.
   *
   * @param serial the serial of the coupon
   * @param ordinal its ordinal: the one asked for with the same key, else the user's last
   */
  record AlreadyIssued(long serial, int ordinal) implements Reservation {}

  /**
   * Nobody is granted anything now.
   *
   * @param reason one of SOLD_OUT, NOT_OPEN, CLOSED, PAUSED, UNKNOWN_CAMPAIGN, UNAVAILABLE
   * @param opensAt when the campaign opens, with NOT_OPEN
   */
  record Refused(Reason reason, @Nullable Instant opensAt) implements Reservation {}
}
