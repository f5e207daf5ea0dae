package io.firstserved.query.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of searching campaigns.
 *
 * @param scanLimit most campaigns that one page of a search looks at: no index finds a part of a
 *     name. What lies behind them is on the next page
 */
@Validated
@ConfigurationProperties("first-served.campaign-search")
record CampaignSearchProperties(@DefaultValue("10000") @Min(1) @Max(1_000_000) int scanLimit) {}
