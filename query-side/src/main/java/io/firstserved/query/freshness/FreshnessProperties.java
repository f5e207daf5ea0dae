package io.firstserved.query.freshness;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of waiting for an event.
 *
 * @param limit longest wait of a request; a healthy projection needs a tenth of it
 * @param interval how often a waiting request looks
 * @param maxWaiting most requests that wait at the same time; the others are refused at once, so
 *     that waiting cannot use up the connections that reading needs
 * @param maxWaitingPerClient most of them of one client, by its token, the user its gateway names,
 *     or its address; a quarter, so that it takes four to keep others from waiting
 */
@Validated
@ConfigurationProperties("first-served.freshness")
record FreshnessProperties(
    @DefaultValue("2s") @DurationMin @DurationMax(minutes = 1) Duration limit,
    @DefaultValue("10ms") @DurationMin(millis = 1) Duration interval,
    @DefaultValue("200") @Min(1) @Max(10_000) int maxWaiting,
    @DefaultValue("50") @Min(1) @Max(10_000) int maxWaitingPerClient) {}
