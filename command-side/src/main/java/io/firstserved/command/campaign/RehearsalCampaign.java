package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;

/**
 * A campaign for the warm-up: only this node knows it, only for a while, and what is issued from it
 * is rolled back by the log, which knows it by its version.
 */
public interface RehearsalCampaign {

  /** Makes up a campaign that {@link Campaigns#find} knows from now on. */
  CampaignId enter();

  /** Forgets it. */
  void leave(CampaignId campaign);
}
