package io.firstserved.query.deadletter;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the dead letters.
 *
 * @param maxPerRun most letters of one projection; more means that the fault is not in single
 *     events, and the projection stops in front of the next one instead
 */
@Validated
@ConfigurationProperties("first-served.dead-letters")
record DeadLetterProperties(@DefaultValue("10000") @Min(1) @Max(1_000_000) int maxPerRun) {}
