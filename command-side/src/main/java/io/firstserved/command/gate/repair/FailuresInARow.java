package io.firstserved.command.gate.repair;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets single steps of a sweep fail, and ends the sweep when several fail in a row. */
final class FailuresInARow {

  private static final Logger LOG = LoggerFactory.getLogger(FailuresInARow.class);

  private final int limit;
  private int inARow;
  private @Nullable RuntimeException last;

  FailuresInARow(int limit) {
    this.limit = limit;
  }

  /**
   * Does a step.
   *
   * @throws RuntimeException its failure, if as many before it failed as the limit allows
   */
  void counting(Runnable step) {
    try {
      step.run();
      inARow = 0;
    } catch (RuntimeException failure) {
      LOG.debug("looked at again by the next sweep", failure);
      last = failure;
      if (++inARow >= limit) {
        throw failure;
      }
    }
  }

  /** Fails if a step has failed, once all of them were tried. */
  void rethrowLast() {
    if (last != null) {
      throw last;
    }
  }
}
