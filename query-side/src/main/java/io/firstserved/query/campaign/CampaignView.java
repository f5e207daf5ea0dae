package io.firstserved.query.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as clients see it.
 *
 * @param campaignId which campaign
 * @param name for people
 * @param state what it admits of now
 * @param quota how many coupons there are; null means unlimited
 * @param perUserLimit how many of them one user may hold
 * @param opensAt from when coupons are issued; null means from creation
 * @param closesAt until when coupons are issued; null means until closed by hand
 * @param issued how many were issued
 * @param remaining how many are left; null if unlimited
 * @param redeemed how many redemptions stand (those made less those undone)
 * @param revoked how many were revoked, redeemed or not
 * @param firstIssuedAt the earliest grant
 * @param lastIssuedAt the latest grant
 * @param soldOutAt the grant that used the quota up; null while coupons are left
 */
public record CampaignView(
    String campaignId,
    String name,
    CampaignLifecycle state,
    @Nullable Long quota,
    int perUserLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    long issued,
    @Nullable Long remaining,
    long redeemed,
    long revoked,
    @Nullable Instant firstIssuedAt,
    @Nullable Instant lastIssuedAt,
    @Nullable Instant soldOutAt) {

  static CampaignView of(CampaignRow row, Instant now) {
    return new CampaignView(
        row.campaignId,
        row.name,
        row.lifecycle(now),
        row.quota,
        row.perUserLimit,
        row.opensAt,
        row.closesAt,
        row.issued,
        row.remaining(),
        row.redeemed,
        row.revoked,
        row.firstIssuedAt,
        row.lastIssuedAt,
        row.soldOutAt());
  }
}
