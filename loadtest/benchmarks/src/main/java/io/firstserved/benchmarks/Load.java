package io.firstserved.benchmarks;

import java.time.Duration;

/**
 * One measurement's load.
 *
 * @param callers how many commands are under way at any time: each caller waits for its answer
 * @param conflictPercent how many in a hundred ask for a serial that is taken
 * @param logSize events in the log before, for the report
 */
record Load(int callers, int conflictPercent, long logSize) {

  /** Before the figures count: compiled code, warm pools, the adaptive look for duplicates. */
  static final Duration WARM_UP = Duration.ofSeconds(2);
}
