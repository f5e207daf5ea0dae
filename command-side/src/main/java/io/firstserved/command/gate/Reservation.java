package io.firstserved.command.gate;

import io.firstserved.api.Reason;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.UserId;
import java.time.Duration;
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
   * @param reservedAt when it was first granted, by the gate's clock, in whole milliseconds
   * @param again whether it was granted to the user before and is still pending: then its coupon
   *     may be in the log already
   */
  record Granted(
      CampaignId campaign, UserId user, long serial, int ordinal, Instant reservedAt, boolean again)
      implements Reservation {

    /** A reservation that is granted for the first time. */
    public Granted(CampaignId campaign, UserId user, long serial, int ordinal, Instant reservedAt) {
      this(campaign, user, serial, ordinal, reservedAt, false);
    }

    /** The same, granted once more. */
    public Granted grantedAgain() {
      return new Granted(campaign, user, serial, ordinal, reservedAt, true);
    }
  }

  /**
   * The user holds as many coupons as the limit allows, or the one that was asked for with the same
   * idempotency key. All are confirmed: they were in the log.
   *
   * @param serial the serial of the coupon
   * @param ordinal its ordinal: the one asked for with the same key, else the user's last
   */
  record AlreadyIssued(long serial, int ordinal) implements Reservation {}

  /**
   * The caller asks more often than it may; nothing was done.
   *
   * @param limit which is reached
   * @param retryAfter when one more request is let through, if none comes meanwhile; more than zero
   */
  record TooOften(CallerLimit limit, Duration retryAfter) implements Reservation {}

  /**
   * Nobody is granted anything now.
   *
   * @param reason one of SOLD_OUT, NOT_OPEN, CLOSED, PAUSED, UNKNOWN_CAMPAIGN, UNAVAILABLE
   * @param opensAt when the campaign opens, with NOT_OPEN
   */
  record Refused(Reason reason, @Nullable Instant opensAt) implements Reservation {}
}
