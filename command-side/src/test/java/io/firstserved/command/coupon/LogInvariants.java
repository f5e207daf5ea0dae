package io.firstserved.command.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import io.firstserved.api.campaign.CampaignClosed;
import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignPaused;
import io.firstserved.api.campaign.CampaignResumed;
import io.firstserved.api.campaign.QuotaRaised;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.OrderId;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What must hold of every log, walked event by event and told in the plainest words: shares no code
 * with what decides.
 */
final class LogInvariants {

  private static final class Campaign {
    CampaignCreated terms;
    Long quota;
    boolean closed;
    Instant pausedAt;
    final Set<Long> serials = new HashSet<>();
    final Map<UserId, Integer> perUser = new HashMap<>();
  }

  private static final class Coupon {
    CouponIssued issue;
    OrderId redeemedFor;
    boolean ended;
  }

  private final Map<CampaignId, Campaign> campaigns = new HashMap<>();
  private final Map<CouponId, Coupon> coupons = new HashMap<>();

  private LogInvariants() {}

  static void check(List<Object> log) {
    var invariants = new LogInvariants();
    for (var event : log) {
      switch (event) {
        case CampaignEvent changed -> invariants.check(changed);
        case CouponIssued issued -> invariants.check(issued);
        case CouponEvent changed -> invariants.check(changed);
        default -> throw new AssertionError(event);
      }
    }
  }

  private void check(CampaignEvent event) {
    var campaign = campaigns.computeIfAbsent(event.campaignId(), any -> new Campaign());
    assertThat(campaign.closed).as("closed before %s", event).isFalse();
    assertThat(campaign.terms == null).isEqualTo(event instanceof CampaignCreated);
    switch (event) {
      case CampaignCreated created -> {
        campaign.terms = created;
        campaign.quota = created.quota();
      }
      case QuotaRaised raised -> {
        assertThat(raised.quota()).isGreaterThan(campaign.quota);
        campaign.quota = raised.quota();
      }
      case CampaignPaused pausedNow -> {
        assertThat(campaign.pausedAt).as("paused twice").isNull();
        campaign.pausedAt = pausedNow.at();
      }
      case CampaignResumed resumed -> {
        assertThat(campaign.pausedAt).as("resumed while running").isNotNull();
        assertThat(resumed.at()).isAfterOrEqualTo(campaign.pausedAt);
        campaign.pausedAt = null;
      }
      case CampaignClosed closed -> campaign.closed = true;
    }
  }

  private void check(CouponIssued issued) {
    var campaign = campaigns.get(issued.campaignId());
    assertThat(campaign).as("campaign of %s", issued).isNotNull();
    assertThat(campaign.serials.add(issued.serial())).as("P1: serial given once").isTrue();
    assertThat(issued.serial()).as("P1: serial in 1..quota").isPositive();
    if (campaign.quota != null) {
      assertThat(issued.serial()).as("P1").isLessThanOrEqualTo(campaign.quota);
      assertThat(campaign.serials.size()).as("P1").isLessThanOrEqualTo(campaign.quota.intValue());
    }
    assertThat(campaign.perUser.merge(issued.userId(), 1, Integer::sum))
        .as("P2: coupons of one user")
        .isLessThanOrEqualTo(campaign.terms.perUserLimit());
    checkWindow(issued, campaign);
    var coupon = new Coupon();
    coupon.issue = issued;
    assertThat(coupons.put(issued.couponId(), coupon)).as("issued twice").isNull();
  }

  private static void checkWindow(CouponIssued issued, Campaign campaign) {
    var at = issued.reservedAt();
    if (campaign.terms.opensAt() != null) {
      assertThat(at).as("P3: opened").isAfterOrEqualTo(campaign.terms.opensAt());
    }
    if (campaign.terms.closesAt() != null) {
      assertThat(at).as("P3: window over").isBefore(campaign.terms.closesAt());
    }
    assertThat(campaign.closed).as("P3: closed").isFalse();
    assertThat(campaign.pausedAt).as("P3: paused").isNull();
  }

  private void check(CouponEvent event) {
    var coupon = coupons.get(event.couponId());
    assertThat(coupon).as("issue of %s", event).isNotNull();
    assertThat(event.campaignId()).isEqualTo(coupon.issue.campaignId());
    assertThat(coupon.ended).as("ended before %s", event).isFalse();
    switch (event) {
      case CouponIssued again -> throw new AssertionError(again);
      case CouponRedeemed redeemed -> {
        assertThat(coupon.redeemedFor).as("redeemed twice").isNull();
        assertThat(isOver(coupon, redeemed.at())).as("redeemed too late").isFalse();
        coupon.redeemedFor = redeemed.orderId();
      }
      case RedemptionUndone undone -> {
        assertThat(undone.orderId()).as("undone for its order").isEqualTo(coupon.redeemedFor);
        coupon.redeemedFor = null;
      }
      case CouponRevoked revoked -> coupon.ended = true;
      case CouponExpired expired -> {
        assertThat(coupon.redeemedFor).as("expired though redeemed").isNull();
        assertThat(isOver(coupon, expired.at())).as("expired too early").isTrue();
        coupon.ended = true;
      }
    }
  }

  private boolean isOver(Coupon coupon, Instant at) {
    var validity = campaigns.get(coupon.issue.campaignId()).terms.couponValidity();
    return validity != null
        && !at.atOffset(ZoneOffset.UTC)
            .isBefore(coupon.issue.reservedAt().atOffset(ZoneOffset.UTC).plus(validity));
  }
}
