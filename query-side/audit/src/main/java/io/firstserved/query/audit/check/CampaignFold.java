package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponExpired;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.CouponRedeemed;
import io.firstserved.api.coupon.CouponRevoked;
import io.firstserved.api.coupon.RedemptionUndone;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** What the log has said of one campaign so far. Assigns only; judging is done elsewhere. */
final class CampaignFold {

  final String id;
  final SerialSet serials = new SerialSet();
  private final String couponPrefix;
  private boolean gapped;
  private @Nullable CampaignCreated created;
  private @Nullable Long quota;
  private @Nullable Instant pausedAt;
  private @Nullable Instant closedAt;
  private long nextSequence;
  private long issued;
  private @Nullable Instant firstIssuedAt;
  private @Nullable Instant lastIssuedAt;
  private long redeemed;
  private long revoked;
  private long expired;

  CampaignFold(String id) {
    this.id = id;
    this.couponPrefix = prefixOf(id);
  }

  /** An identity that no campaign can have owns no coupon. */
  private static String prefixOf(String id) {
    if (!id.matches(CampaignId.PATTERN)) {
      return id + '?';
    }
    var anyCoupon = CouponId.of(new CampaignId(id), new UserId("-"), 1);
    return anyCoupon.value().substring(0, CouponId.CAMPAIGN_CHARACTERS);
  }

  void created(CampaignCreated event) {
    created = event;
    quota = event.quota();
  }

  void raised(long newQuota) {
    quota = newQuota;
  }

  void paused(Instant at) {
    pausedAt = at;
  }

  void resumed() {
    pausedAt = null;
  }

  void closed(Instant at) {
    closedAt = at;
  }

  void issued(CouponIssued event) {
    issued++;
    var at = event.reservedAt();
    firstIssuedAt = firstIssuedAt == null || at.isBefore(firstIssuedAt) ? at : firstIssuedAt;
    lastIssuedAt = lastIssuedAt == null || at.isAfter(lastIssuedAt) ? at : lastIssuedAt;
  }

  void counted(CouponEvent event) {
    switch (event) {
      case CouponIssued coupon -> {}
      case CouponRedeemed coupon -> redeemed++;
      case RedemptionUndone coupon -> redeemed--;
      case CouponRevoked coupon -> revoked++;
      case CouponExpired coupon -> expired++;
    }
  }

  /** One of its events is missing or unreadable: from here on it cannot be judged. */
  void gapped() {
    gapped = true;
  }

  boolean isGapped() {
    return gapped;
  }

  /** Whether the coupon's identity says that it is of this campaign. */
  boolean isOwnerOf(CouponId coupon) {
    return coupon.value().startsWith(couponPrefix);
  }

  /** Whether its creation is in the log. */
  boolean isKnown() {
    return created != null;
  }

  boolean isPaused() {
    return pausedAt != null;
  }

  boolean isClosed() {
    return closedAt != null;
  }

  @Nullable Long quota() {
    return quota;
  }

  int perUserLimit() {
    return created == null ? Integer.MAX_VALUE : created.perUserLimit();
  }

  long issued() {
    return issued;
  }

  /** Redemptions that were not given back, of coupons that were revoked since as well. */
  long redeemed() {
    return redeemed;
  }

  long revoked() {
    return revoked;
  }

  long expired() {
    return expired;
  }

  @Nullable Instant firstIssuedAt() {
    return firstIssuedAt;
  }

  @Nullable Instant lastIssuedAt() {
    return lastIssuedAt;
  }

  long nextSequence() {
    return nextSequence;
  }

  void sequenceTaken(long sequence) {
    nextSequence = sequence + 1;
  }

  /** Why a reservation of this instant lies outside of the window; null if it lies in it. */
  @Nullable String outsideOfWindow(Instant at) {
    if (created == null) {
      return null;
    }
    if (created.opensAt() != null && at.isBefore(created.opensAt())) {
      return "not before it opens at " + created.opensAt();
    }
    if (created.closesAt() != null && !at.isBefore(created.closesAt())) {
      return "before it closes at " + created.closesAt();
    }
    return null;
  }

  /** Since when nothing may be issued, because it is closed or paused; null if it runs. */
  @Nullable Instant stoppedAt() {
    boolean pausedFirst = pausedAt != null && (closedAt == null || pausedAt.isBefore(closedAt));
    return pausedFirst ? pausedAt : closedAt;
  }

  /** What an issue that stands where nothing may be issued should have been. */
  String stopped() {
    return isClosed()
        ? "nothing after its closing of " + closedAt
        : "nothing while paused since " + pausedAt;
  }

  /** From when a coupon of this reservation can no longer be redeemed; null if it always can. */
  @Nullable Instant expiryOf(Instant reservedAt) {
    Period validity = created == null ? null : created.couponValidity();
    return validity == null ? null : reservedAt.atOffset(ZoneOffset.UTC).plus(validity).toInstant();
  }
}
