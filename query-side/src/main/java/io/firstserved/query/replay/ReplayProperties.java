package io.firstserved.query.replay;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of a replay.
 *
 * @param batchSize most events in one transaction, and most that the swap may have to catch up on
 *     while the projector waits
 * @param pollTimeout longest wait for records
 * @param swapLimit longest time the projector is kept waiting by one attempt to swap
 * @param lease for how long a node that does not report keeps a replay; longer than a batch
 * @param interval how often an idle node looks for a replay to work on
 */
@ConfigurationProperties("first-served.replay")
record ReplayProperties(
    @DefaultValue("4000") int batchSize,
    @DefaultValue("200ms") Duration pollTimeout,
    @DefaultValue("5s") Duration swapLimit,
    @DefaultValue("10s") Duration lease,
    @DefaultValue("500ms") Duration interval) {

  private static final int MAX_BATCH_SIZE = 50_000;

  ReplayProperties {
    if (batchSize < 1 || batchSize > MAX_BATCH_SIZE) {
      throw new IllegalArgumentException("first-served.replay.batch-size must be 1 to 50000");
    }
    if (lease.compareTo(swapLimit) < 0) {
      throw new IllegalArgumentException(
          "first-served.replay.lease must not be shorter than .swap-limit");
    }
  }
}
