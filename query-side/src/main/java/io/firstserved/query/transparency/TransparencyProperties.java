package io.firstserved.query.transparency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of what strangers may read of the log's tree.
 *
 * @param maxReads most tiles, bundles of entries and proofs that a node reads at the same time,
 *     each on one connection to the log's database, of which audits and the lag watcher need the
 *     others. Default 3
 * @param waitLimit longest wait for that; after it the call is refused as OVERLOADED. Default 1 s
 */
@Validated
@ConfigurationProperties("first-served.transparency")
record TransparencyProperties(
    @DefaultValue("3") @Min(1) @Max(100) int maxReads,
    @DefaultValue("1s") @DurationMin(millis = 1) Duration waitLimit) {}
