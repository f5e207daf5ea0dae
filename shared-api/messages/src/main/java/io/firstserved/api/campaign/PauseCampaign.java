package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * Pauses a campaign: nothing reserved at or after this instant is issued.
 *
 * @param campaignId which campaign
 * @param at when, by the gate's clock
 */
public record PauseCampaign(CampaignId campaignId, Instant at) implements CampaignCommand {}
