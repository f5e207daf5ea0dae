package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * A campaign's quota was raised.
 *
 * @param campaignId which campaign
 * @param quota the new quota, greater than the one before
 * @param at when, by the gate's clock
 */
public record QuotaRaised(CampaignId campaignId, long quota, Instant at) implements CampaignEvent {}
