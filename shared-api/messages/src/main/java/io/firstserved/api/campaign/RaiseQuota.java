package io.firstserved.api.campaign;

import java.time.Instant;

/**
 * Raises the quota of a limited campaign. Quotas never shrink: a node that has not yet seen the
 * raise is only stricter than need be.
 *
 * @param campaignId which campaign
 * @param quota the new quota, greater than the present one
 * @param at when, by the gate's clock
 */
public record RaiseQuota(CampaignId campaignId, long quota, Instant at)
    implements CampaignCommand {}
