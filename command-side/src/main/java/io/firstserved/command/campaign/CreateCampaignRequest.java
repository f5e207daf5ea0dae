package io.firstserved.command.campaign;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.campaign.CampaignTerms;
import io.firstserved.edge.FieldProblem;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of a campaign's creation; the fields are those of {@link CampaignTerms}.
 *
 * @param campaignId drawn if it is left out; must not look like a coupon's
 * @param quota has to be given, so that nobody creates an unlimited campaign by a slip: null means
 *     unlimited
 * @param perUserLimit 1 if it is left out
 */
record CreateCampaignRequest(
    @Nullable
        @Pattern(
            regexp = CampaignId.NEW_PATTERN,
            message = "must match " + CampaignId.PATTERN + " and not look like a coupon's identity")
        String campaignId,
    @NotNull
        @Size(min = 1, max = CampaignTerms.MAX_NAME_LENGTH)
        @Pattern(regexp = CampaignTerms.NAME_PATTERN, message = CampaignTerms.NAME_RULE)
        String name,
    @JsonProperty(required = true) @Nullable @Min(1) @Max(CampaignTerms.MAX_QUOTA) Long quota,
    @Nullable @Min(1) @Max(CampaignTerms.MAX_PER_USER_LIMIT) Integer perUserLimit,
    @Nullable Instant opensAt,
    @Nullable Instant closesAt,
    @Nullable Period couponValidity) {

  /**
   * The terms it asks for.
   *
   * @throws RefusedException INVALID_REQUEST if the window ends before it begins, or a date or
   *     period is beyond what the terms allow
   */
  CampaignTerms terms() {
    requireWithinLimits("opensAt", opensAt);
    requireWithinLimits("closesAt", closesAt);
    require(
        opensAt == null || closesAt == null || opensAt.toEpochMilli() < closesAt.toEpochMilli(),
        "closesAt",
        closesAt,
        "must be after opensAt, by a millisecond at least",
        opensAt);
    require(
        couponValidity == null || CampaignTerms.isValidity(couponValidity),
        "couponValidity",
        couponValidity,
        "must be longer than nothing and at most " + CampaignTerms.MAX_VALIDITY,
        CampaignTerms.MAX_VALIDITY);
    return new CampaignTerms(
        name, quota, perUserLimit == null ? 1 : perUserLimit, opensAt, closesAt, couponValidity);
  }

  private static void requireWithinLimits(String field, @Nullable Instant instant) {
    require(
        instant == null || CampaignTerms.isWindowInstant(instant),
        field,
        instant,
        "must lie in the years 1970 to 9999",
        CampaignTerms.END_OF_INSTANTS);
  }

  private static void require(
      boolean holds, String field, @Nullable Object value, String rule, @Nullable Object limit) {
    if (!holds) {
      var message = field + " " + rule;
      var error = FieldProblem.of(field, value, message, limit);
      throw new RefusedException(Reason.INVALID_REQUEST, message, Map.of("errors", List.of(error)));
    }
  }
}
