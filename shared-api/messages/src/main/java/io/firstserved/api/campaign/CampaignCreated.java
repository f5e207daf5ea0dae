package io.firstserved.api.campaign;

import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A campaign was created. The fields stand flat, for readers of the log who do not have this class.
 *
 * @param campaignId which campaign
 * @param name for people
 * @param quota how many coupons there are; null means unlimited
 * @param perUserLimit how many of them one user may hold
 * @param opensAt from when coupons are issued (inclusive); null means from creation
 * @param closesAt until when coupons are issued (exclusive); null means until closed by hand
 * @param couponValidity how long after its issue a coupon can be redeemed; null means for ever
 * @param at when, by the gate's clock
 */
public record CampaignCreated(
    CampaignId campaignId,
    String name,
    @Nullable Long quota,
    int perUserLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Period couponValidity,
    Instant at)
    implements CampaignEvent {

  /** The event that records a campaign's creation under the given terms. */
  public static CampaignCreated of(CampaignId campaign, CampaignTerms terms, Instant at) {
    return new CampaignCreated(
        campaign,
        terms.name(),
        terms.quota(),
        terms.perUserLimit(),
        terms.opensAt(),
        terms.closesAt(),
        terms.couponValidity(),
        at);
  }

  /** The terms it was created under. */
  public CampaignTerms terms() {
    return new CampaignTerms(name, quota, perUserLimit, opensAt, closesAt, couponValidity);
  }
}
