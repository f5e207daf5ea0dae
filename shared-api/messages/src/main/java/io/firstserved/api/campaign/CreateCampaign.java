package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * Creates a campaign.
 *
 * @param campaignId its identity, chosen by the caller or drawn at the edge
 * @param terms what it promises
 * @param at when, by the gate's clock
 */
public record CreateCampaign(CampaignId campaignId, CampaignTerms terms, Instant at)
    implements CampaignCommand {}
