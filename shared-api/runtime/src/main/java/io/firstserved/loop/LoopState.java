package io.firstserved.loop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a loop is doing.
 *
 * @param running whether its thread is there
 * @param lastSuccess when a turn last succeeded; its start, if none has
 * @param failures how many turns have failed since the start
 * @param lastFailure the last failure in one line; null if there was none since the last success
 * @param stale whether it has not succeeded for longer than its limit
 */
public record LoopState(
    boolean running,
    Instant lastSuccess,
    long failures,
    @Nullable String lastFailure,
    boolean stale) {

  /** Whether it runs and gets on. */
  public boolean healthy() {
    return running && !stale;
  }
}
