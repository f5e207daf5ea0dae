package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignId;

/**
 * A campaign for the warm-up: only this node knows it, only for a while, and nothing can be issued
 * from it. Its version is older than any campaign's can be in the log, so that the log's guard
 * against a campaign that has moved on (P3) refuses every issue decided on it.
 */
public interface RehearsalCampaign {

  /** Makes up a campaign that {@link Campaigns#find} knows from now on. */
  CampaignId enter();

  /** Forgets it. */
  void leave(CampaignId campaign);
}
