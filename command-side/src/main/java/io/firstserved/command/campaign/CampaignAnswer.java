package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;
import java.time.Instant;
import java.time.Period;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as recorded, for clients. What it has issued is the query side's to tell.
 *
 * @param state what its administrator last said; whether the window is open is told by the clock
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

  /** What a campaign's administrator last said. */
  enum State {
    /** It issues within its window. */
    OPEN,
    /** It issues nothing until it is resumed. */
    PAUSED,
    /** It issues nothing ever again. */
    CLOSED
  }

  static CampaignAnswer of(CampaignState campaign) {
    var terms = campaign.terms();
    return new CampaignAnswer(
        campaign.id(),
        terms.name(),
        state(campaign),
        terms.quota(),
        terms.perUserLimit(),
        terms.opensAt(),
        terms.closesAt(),
        terms.couponValidity());
  }

  private static State state(CampaignState campaign) {
    if (campaign.closed()) {
      return State.CLOSED;
    }
    return campaign.paused() ? State.PAUSED : State.OPEN;
  }
}
