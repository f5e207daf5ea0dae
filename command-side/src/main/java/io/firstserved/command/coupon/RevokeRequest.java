package io.firstserved.command.coupon;

import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.api.coupon.RevokeCoupon;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Body of a revocation; may be left out as a whole.
 *
 * @param reason why, for support; it stays in the log for ever, so it must name no person
 */
record RevokeRequest(
    @Nullable
        @Size(min = 1, max = RevokeCoupon.MAX_REASON_LENGTH)
        @Pattern(regexp = CampaignTerms.NAME_PATTERN, message = CampaignTerms.NAME_RULE)
        String reason) {}
