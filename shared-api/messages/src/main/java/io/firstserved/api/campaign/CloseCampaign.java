package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * Closes a campaign for good: nothing reserved at or after this instant is issued.
 *
 * @param campaignId which campaign
 * @param at when, by the gate's clock
 */
public record CloseCampaign(CampaignId campaignId, Instant at) implements CampaignCommand {}
