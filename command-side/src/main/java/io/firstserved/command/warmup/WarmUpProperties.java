package io.firstserved.command.warmup;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a node rehearses before it is ready.
 *
 * @param duration how long, 0 for not at all, a minute at most; with less than a few seconds the
 *     first buyers wait for the compiler, and a node has 15 s from start to ready
 * @param concurrency how many rehearse at once, 1 to 64; with 32 a node rehearses twice as often as
 *     with 8, and in batches, so that the nodes that are issuing meanwhile wait no more often
 */
@Validated
@ConfigurationProperties("first-served.warm-up")
record WarmUpProperties(
    @DefaultValue("6s") @DurationMin @DurationMax(minutes = 1) Duration duration,
    @DefaultValue("32") @Min(1) @Max(64) int concurrency) {}
