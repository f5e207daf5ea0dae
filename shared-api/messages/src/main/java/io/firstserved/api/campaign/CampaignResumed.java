package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * A paused campaign was resumed: what is reserved from this instant on is issued again.
 *
 * @param campaignId which campaign
 * @param at when, by the gate's clock
 */
public record CampaignResumed(CampaignId campaignId, Instant at) implements CampaignEvent {}
