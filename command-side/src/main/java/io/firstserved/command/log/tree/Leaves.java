package io.firstserved.command.log.tree;

import io.firstserved.tree.TreeHash;
import java.util.Arrays;

/**
 * Leaf hashes of consecutive events.
 *
 * @param first the first event's place in the log, from 1
 * @param last the last one's
 * @param hashes one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Leaves(long first, long last, byte[] hashes) {

  /**
   * Those from this event on.
   *
   * @throws IllegalStateException if there is not one hash for each event
   */
  byte[] from(long index) {
    if (hashes.length != (last - first + 1) * TreeHash.LENGTH) {
      throw new IllegalStateException(
          "the seal of events %d to %d has %d bytes of leaves"
              .formatted(first, last, hashes.length));
    }
    return Arrays.copyOfRange(hashes, (int) (index - first) * TreeHash.LENGTH, hashes.length);
  }
}
