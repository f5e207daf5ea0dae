package io.firstserved.command.campaign;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much a node remembers of campaigns.
 *
 * @param limit most campaigns kept in memory. A campaign takes about 1 KB, so the default is 10 MB
 *     at most; a campaign beyond it costs one indexed read of the log per command
 */
@Validated
@ConfigurationProperties("first-served.campaign-cache")
record CampaignCacheProperties(@DefaultValue("10000") @Min(1) int limit) {}
