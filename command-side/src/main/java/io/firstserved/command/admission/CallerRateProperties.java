package io.firstserved.command.admission;

import io.firstserved.api.campaign.CampaignId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often one caller may send issue commands of one campaign, over all nodes; more are refused as
 * RATE_LIMITED (ADR 0096).
 *
 * @param userRequests issue commands of one user at once, each given back after its share of the
 *     period; 0: no limit. Default 20: an impatient finger and the retries of a shop stay below
 * @param userPeriod in which all of a user's are given back
 * @param addressRequests the same of one client address, an IPv6 network of 64 bits counted as one;
 *     0, the default: no limit, because behind a gateway or a network's NAT an address is many
 *     people
 * @param addressPeriod in which all of an address's are given back
 * @param maxCallers of how many users, and of how many addresses, a campaign's requests are counted
 *     in a period, and of how many together on a node without Redis; those of others are let
 *     through. Default 200,000: 20,000 new users a second, and some 40 MB of Redis at most
 * @param campaigns other limits for single campaigns, by their ids: user-requests, user-period,
 *     address-requests, address-period, each as above where it is left out. An id that is not all
 *     in lower case is written in brackets
 */
@Validated
@ConfigurationProperties("first-served.caller-rate")
record CallerRateProperties(
    @DefaultValue("20") @Min(0) @Max(MAX_REQUESTS) int userRequests,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration userPeriod,
    @DefaultValue("0") @Min(0) @Max(MAX_REQUESTS) int addressRequests,
    @DefaultValue("10s") @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration addressPeriod,
    @DefaultValue("200000") @Min(1) @Max(10_000_000) int maxCallers,
    @DefaultValue Map<String, @Valid OfCampaign> campaigns) {

  /** Most requests in a period: more than a node answers. */
  static final int MAX_REQUESTS = 1_000_000;

  private static final Pattern ID = Pattern.compile(CampaignId.PATTERN);

  @AssertTrue(message = "campaigns must be named by their ids")
  boolean isCampaignsNamedByTheirIds() {
    return campaigns.keySet().stream().allMatch(id -> ID.matcher(id).matches());
  }

  /**
   * Limits of one campaign; what is left out is as for all.
   *
   * @param userRequests issue commands of one user at once; 0: no limit
   * @param userPeriod in which all of a user's are given back
   * @param addressRequests issue commands of one client address at once; 0: no limit
   * @param addressPeriod in which all of an address's are given back
   */
  record OfCampaign(
      @Nullable @Min(0) @Max(MAX_REQUESTS) Integer userRequests,
      @Nullable @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration userPeriod,
      @Nullable @Min(0) @Max(MAX_REQUESTS) Integer addressRequests,
      @Nullable @DurationMin(seconds = 1) @DurationMax(hours = 1) Duration addressPeriod) {}
}
