package io.firstserved.query.replay;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of a replay.
 *
 * @param batchSize most events in one transaction, and most that the swap may have to catch up on
 *     while the projector waits; two batches of 4,000 do not fit into the survivor space of a heap
 *     of 256 MB, and cost a tenth of the rate in full collections
 * @param pollTimeout longest wait for records
 * @param swapLimit longest time the projector is kept waiting by one attempt to swap
 * @param lease for how long a node that does not report keeps a replay; longer than a batch
 * @param interval how often an idle node looks for a replay to work on
 */
@Validated
@ConfigurationProperties("first-served.replay")
record ReplayProperties(
    @DefaultValue("2000") @Min(1) @Max(50_000) int batchSize,
    @DefaultValue("200ms") @DurationMin(millis = 1) Duration pollTimeout,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration swapLimit,
    @DefaultValue("10s") @DurationMin(millis = 1) Duration lease,
    @DefaultValue("500ms") @DurationMin(millis = 1) Duration interval) {

  @AssertTrue(message = "lease must not be shorter than swap-limit")
  boolean isLeaseAtLeastASwap() {
    return lease.compareTo(swapLimit) >= 0;
  }
}
