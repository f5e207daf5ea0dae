package io.firstserved.command.issuance;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of issuing.
 *
 * @param maxReservations how often one request may ask the gate again after the log contradicted a
 *     reservation, 1 to 100; a gate that lost k serials costs a request at most a few of them
 *     before its rebuild is done
 * @param maxDecisions how often one reservation may be decided again because the campaign moved
 *     meanwhile, 1 to 100; a campaign is administered by hand, seconds apart
 * @param fastPath whether plain issue commands pass by the framework (ADR 0072); off for comparison
 */
@Validated
@ConfigurationProperties("first-served.issuance")
record IssuanceProperties(
    @DefaultValue("8") @Min(1) @Max(100) int maxReservations,
    @DefaultValue("5") @Min(1) @Max(100) int maxDecisions,
    @DefaultValue("true") boolean fastPath) {}
