package io.firstserved.query.lost;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of listing lost events.
 *
 * @param maxCalls most lists that are made at the same time; each reads the whole topic
 * @param batchSize most records in memory at once
 * @param timeout longest silence of the brokers before a list ends as not complete. Default 10 s
 * @param progress time between two lines that say how far it is. Default 2 s
 */
@Validated
@ConfigurationProperties("first-served.lost")
record LostProperties(
    @DefaultValue("2") @Min(1) @Max(10) int maxCalls,
    @DefaultValue("2000") @Min(1) @Max(50_000) int batchSize,
    @DefaultValue("10s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration timeout,
    @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration progress) {}
