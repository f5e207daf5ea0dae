package io.firstserved.command.dispatch;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of commands that change an existing aggregate.
 *
 * @param attempts how often a command is decided before its caller is told to come back. A race is
 *     only lost to a command that was stored, so n rivals need n attempts; five are more than
 *     people and shops send for one campaign or coupon within the few milliseconds of an append
 */
@Validated
@ConfigurationProperties("first-served.dispatch")
record DispatchProperties(@DefaultValue("5") @Min(1) @Max(100) int attempts) {}
