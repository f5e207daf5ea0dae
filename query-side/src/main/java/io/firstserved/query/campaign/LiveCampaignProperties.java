package io.firstserved.query.campaign;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which campaigns have meters of their own.
 *
 * @param recent how long after its last coupon a campaign is shown; a dashboard's usual span
 * @param limit most campaigns shown, the latest first: each is two series, and Prometheus keeps a
 *     series for as long as its data
 * @param interval how often the figures are read; the scrape interval
 */
@Validated
@ConfigurationProperties("first-served.live-campaigns")
record LiveCampaignProperties(
    @DefaultValue("15m") @DurationMin(millis = 1) Duration recent,
    @DefaultValue("20") @Min(0) @Max(1_000) int limit,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration interval) {}
