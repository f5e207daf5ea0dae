package io.firstserved.command.campaign;

import io.firstserved.api.campaign.CampaignTerms;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Body of a raise of the quota.
 *
 * @param quota the new quota, greater than the present one
 */
record RaiseQuotaRequest(@NotNull @Min(1) @Max(CampaignTerms.MAX_QUOTA) Long quota) {}
