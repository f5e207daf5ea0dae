package io.firstserved.api.campaign;

/** Everything a campaign can be asked to do. */
public sealed interface CampaignCommand
    permits CreateCampaign, RaiseQuota, PauseCampaign, ResumeCampaign, CloseCampaign {

  /** Which campaign. */
  CampaignId campaignId();
}
