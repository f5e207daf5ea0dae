package io.firstserved.api.campaign;

import java.time.Instant;

/** Everything that can happen to a campaign. */
public sealed interface CampaignEvent
    permits CampaignCreated, QuotaRaised, CampaignPaused, CampaignResumed, CampaignClosed {

  /** Which campaign. */
  CampaignId campaignId();

  /** When, by the gate's clock. */
  Instant at();
}
