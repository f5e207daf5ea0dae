package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignTerms;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/**
 * Body of a raise of the quota.
 *
 * @param quota the new quota, greater than the present one
 */
record RaiseQuotaRequest(@Min(1) @Max(CampaignTerms.MAX_QUOTA) long quota) {}
