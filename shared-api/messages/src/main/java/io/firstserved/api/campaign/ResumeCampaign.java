package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * Resumes a paused campaign: what is reserved from this instant on is issued again.
 *
 * @param campaignId which campaign
 * @param at when, by the gate's clock
 */
public record ResumeCampaign(CampaignId campaignId, Instant at) implements CampaignCommand {}
