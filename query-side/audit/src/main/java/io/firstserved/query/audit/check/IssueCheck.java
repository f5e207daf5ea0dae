package io.firstserved.query.audit.check;

import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An issue: P1 by its serial, P2 by its identity and ordinal, P3 by its reservation (the window)
 * and by its place in the log (pauses and closing).
 *
 * <p>P2 needs no set of users: a coupon's identity is derived from campaign, user and ordinal, no
 * identity is issued twice, and no ordinal exceeds the limit; so nobody has more than the limit.
 */
final class IssueCheck {

  private final Findings findings;
  private final IndexCheck index;

  IssueCheck(Findings findings, IndexCheck index) {
    this.findings = findings;
    this.index = index;
  }

  /**
   * Checks an issue against its campaign.
   *
   * @param known whether the log had an event of this coupon before
   * @return whether the event is what its keys say; otherwise only the keys can be relied on
   */
  boolean accept(LogRow row, CouponIssued event, CampaignFold campaign, boolean known) {
    if (!identity(row, event, campaign)) {
      return false;
    }
    var id = campaign.id;
    if (known) {
      findings.at(row, Promise.P2, id, "a coupon is issued once", event.couponId() + " again");
    }
    if (!campaign.serials.add(event.serial())) {
      findings.at(
          row, Promise.P1, id, "a serial is given once", "serial " + event.serial() + " again");
    }
    if (!campaign.isGapped() && !decidedOnMissingEvents(row, event, campaign)) {
      terms(row, event, campaign);
    }
    return true;
  }

  private boolean identity(LogRow row, CouponIssued event, CampaignFold campaign) {
    if (!row.eventId().equals(event.eventIdentifier())) {
      findings.at(
          row,
          Promise.P1,
          campaign.id,
          "the serial of its event identity",
          event.eventIdentifier());
      return false;
    }
    if (!row.aggregateId().equals(event.couponId().value())) {
      findings.at(
          row,
          Promise.P6,
          campaign.id,
          "an event of stream " + row.aggregateId(),
          "of " + event.couponId());
      return false;
    }
    return holder(row, event, campaign);
  }

  private boolean holder(LogRow row, CouponIssued event, CampaignFold campaign) {
    int limit = campaign.perUserLimit();
    if (event.ordinal() < 1 || event.ordinal() > limit) {
      findings.at(
          row,
          Promise.P2,
          campaign.id,
          "at most " + limit + " for a user",
          "coupon number " + event.ordinal() + " of user " + event.userId());
    }
    var derived =
        event.ordinal() < 1
            ? null
            : CouponId.of(event.campaignId(), event.userId(), event.ordinal());
    if (event.couponId().equals(derived) || derived == null) {
      return true;
    }
    findings.at(
        row,
        Promise.P2,
        campaign.id,
        "coupon " + derived + " for user " + event.userId() + ", number " + event.ordinal(),
        "coupon " + event.couponId());
    return false;
  }

  private void terms(LogRow row, CouponIssued event, CampaignFold campaign) {
    if (!campaign.isKnown()) {
      findings.at(row, Promise.P3, campaign.id, "a campaign created before it", "none");
      return;
    }
    var quota = campaign.quota();
    if (overQuota(event, quota)) {
      findings.at(
          row,
          Promise.P1,
          campaign.id,
          "a serial from 1 to " + (quota == null ? "any" : quota),
          "serial " + event.serial());
    }
    var obstacle = obstacle(row, event, campaign);
    if (obstacle != null) {
      findings.at(row, Promise.P3, campaign.id, obstacle, "reserved at " + event.reservedAt());
    }
  }

  /** Why it must not stand here; null if it may. */
  private static @Nullable String obstacle(LogRow row, CouponIssued event, CampaignFold campaign) {
    var outside = campaign.outsideOfWindow(event.reservedAt());
    var stoppedAt = campaign.stoppedAt();
    return outside != null || stoppedAt == null || admittedByTime(row, event, campaign, stoppedAt)
        ? outside
        : campaign.stopped();
  }

  /**
   * Whether a version before ADR 0090 admitted it: reserved before the pause or closing, and
   * decided with knowledge of it.
   */
  private static boolean admittedByTime(
      LogRow row, CouponIssued event, CampaignFold campaign, Instant stoppedAt) {
    return event.reservedAt().isBefore(stoppedAt)
        && !RowFields.campaignRunning(row)
        && RowFields.campaignVersion(row) == campaign.nextSequence() - 1;
  }

  private static boolean overQuota(CouponIssued event, @Nullable Long quota) {
    return event.serial() < 1 || (quota != null && event.serial() > quota);
  }

  /**
   * Whether the issue was decided on events of the campaign that are missing from the log: then it
   * is the missing events that are reported, and the campaign cannot be judged from here on.
   */
  private boolean decidedOnMissingEvents(LogRow row, CouponIssued event, CampaignFold campaign) {
    boolean innocent =
        campaign.isKnown()
            && !overQuota(event, campaign.quota())
            && obstacle(row, event, campaign) == null;
    if (innocent) {
      return false;
    }
    long unseen = RowFields.campaignVersion(row) + 1 - campaign.nextSequence();
    if (!index.explains(unseen)) {
      return false;
    }
    campaign.sequenceTaken(campaign.nextSequence() + unseen - 1);
    campaign.gapped();
    return true;
  }
}
