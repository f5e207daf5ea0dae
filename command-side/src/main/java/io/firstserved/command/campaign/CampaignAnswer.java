package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as recorded, for clients; named as the query side names it. What it has issued is the
 * query side's to tell.
 *
 * @param state what it admits of by this node's clock
 * @param quota null if unlimited
 * @param couponValidity an ISO period; null if coupons are valid for ever
 */
record CampaignAnswer(
    CampaignId campaignId,
    String name,
    State state,
    @Nullable Long quota,
    int perUserLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Period couponValidity) {

  /** What a campaign admits of, apart from how many coupons are left. */
  enum State {
    /** Its window has not begun. */
    SCHEDULED,
    /** Coupons are issued while there are any. */
    OPEN,
    /** It was paused and not resumed. */
    PAUSED,
    /** Its window has ended, or it was closed by hand. */
    CLOSED
  }

  static CampaignAnswer of(CampaignState campaign, Instant now) {
    var terms = campaign.terms();
    return new CampaignAnswer(
        campaign.id(),
        terms.name(),
        state(campaign, now),
        terms.quota(),
        terms.perUserLimit(),
        terms.opensAt(),
        terms.closesAt(),
        terms.couponValidity());
  }

  private static State state(CampaignState campaign, Instant now) {
    var opensAt = campaign.terms().opensAt();
    var closesAt = campaign.terms().closesAt();
    if (campaign.closed() || (closesAt != null && !now.isBefore(closesAt))) {
      return State.CLOSED;
    }
    if (campaign.paused()) {
      return State.PAUSED;
    }
    return opensAt != null && now.isBefore(opensAt) ? State.SCHEDULED : State.OPEN;
  }
}
