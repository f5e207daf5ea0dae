package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * A campaign was closed for good: nothing reserved at or after this instant is issued.
 *
 * @param campaignId which campaign
 * @param at when, by the gate's clock
 */
public record CampaignClosed(CampaignId campaignId, Instant at) implements CampaignEvent {}
