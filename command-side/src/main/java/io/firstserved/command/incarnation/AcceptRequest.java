package io.firstserved.command.incarnation;

import io.firstserved.api.campaign.CampaignTerms;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * Body of the decision to accept the log as it is.
 *
 * @param head the log's last event, as the operator saw it: no other log is accepted
 * @param firstIndex where the new incarnation begins; the highest index that there can be if it is
 *     left out
 * @param reason for the record, 1 to 500 printable characters; it stays in the log for ever, so it
 *     must name no person
 */
record AcceptRequest(
    @NotNull @Min(0) @Max(MAX_INDEX) Long head,
    @Nullable @Min(1) @Max(MAX_INDEX) Long firstIndex,
    @NotNull
        @Size(min = 1, max = 500)
        @Pattern(regexp = CampaignTerms.NAME_PATTERN, message = CampaignTerms.NAME_RULE)
        String reason) {

  /** The largest whole number that every JSON reader takes as it is. */
  private static final long MAX_INDEX = (1L << 53) - 1;
}
