package io.firstserved.query.audit.check;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;

/** The stream of each coupon: its sequence without holes (P6), its issue, what came after. */
final class CouponCheck {

  private final Findings findings;
  private final IndexCheck index;
  private final CouponTable coupons;
  private final IssueCheck issues;
  private final RedemptionCheck redemptions;

  /** Identities of all events but issues, whose identities are their serials. */
  private final LongTable eventIds;

  CouponCheck(Findings findings, IndexCheck index, CouponTable coupons, LongTable eventIds) {
    this.findings = findings;
    this.index = index;
    this.coupons = coupons;
    this.eventIds = eventIds;
    this.issues = new IssueCheck(findings, index);
    this.redemptions = new RedemptionCheck(findings, coupons);
  }

  /** Checks a coupon's event, then adds it to the coupon's state. */
  void accept(LogRow row, CouponEvent event, CampaignFold campaign) {
    if (event instanceof CouponIssued issued) {
      issue(row, issued, campaign);
    } else {
      later(row, event, campaign);
    }
  }

  private void issue(LogRow row, CouponIssued event, CampaignFold campaign) {
    long at = coupons.find(row.aggregateId());
    boolean sound = issues.accept(row, event, campaign, at >= 0);
    if (at >= 0) {
      return;
    }
    sequence(row, -1);
    at = coupons.add(row.aggregateId(), FoldedStatus.UNUSED, event.reservedAt().toEpochMilli());
    coupons.sequenceTaken(at, row.sequence());
    coupons.issue(at, event.campaignId().value(), event.userId().value(), event.serial());
    campaign.issued(event);
    if (!sound) {
      coupons.status(at, FoldedStatus.UNKNOWN);
    }
  }

  private void later(LogRow row, CouponEvent event, CampaignFold campaign) {
    if (!event.couponId().value().equals(row.aggregateId())) {
      findings.at(
          row,
          Promise.P6,
          campaign.id,
          "an event of stream " + row.aggregateId(),
          "of " + event.couponId());
    } else {
      long at = stream(row);
      eventId(row);
      redemptions.accept(row, event, campaign, at);
    }
  }

  /** Takes a row whose payload cannot be read: its keys still count. */
  void unreadable(LogRow row) {
    coupons.status(stream(row), FoldedStatus.UNKNOWN);
  }

  private long stream(LogRow row) {
    long at = coupons.find(row.aggregateId());
    boolean inOrder = sequence(row, at);
    if (at < 0) {
      at = coupons.add(row.aggregateId(), FoldedStatus.UNKNOWN, 0);
    } else if (!inOrder) {
      coupons.status(at, FoldedStatus.UNKNOWN);
    }
    coupons.sequenceTaken(at, row.sequence());
    return at;
  }

  private boolean sequence(LogRow row, long at) {
    long expected = at < 0 ? 0 : coupons.nextSequence(at);
    if (row.sequence() == expected) {
      return true;
    }
    if (!index.explains(row.sequence() - expected)) {
      findings.at(row, Promise.P6, null, "sequence number " + expected, "" + row.sequence());
    }
    return false;
  }

  private void eventId(LogRow row) {
    if (eventIds.find(row.eventId()) >= 0) {
      findings.at(row, Promise.P6, null, "an event identity that occurs once", row.eventId());
    }
    eventIds.add(row.eventId());
  }
}
