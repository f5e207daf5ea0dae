package io.firstserved.query.projection;

import org.jspecify.annotations.Nullable;

/** Positions for the tests of those who read them. */
public final class PositionFixture {

  private PositionFixture() {}

  /** Partition 0 of log 0, taken from 1 to this index without a gap. */
  public static Position at(long index, @Nullable String divergence) {
    return new Position(
        0, index, 0, 0, index, index, null, divergence, RecentEvents.unknown(), "node");
  }
}
