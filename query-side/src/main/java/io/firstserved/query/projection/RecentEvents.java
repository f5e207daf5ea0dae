package io.firstserved.query.projection;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The last events that a run took from one partition, each by index and fingerprint. Whatever is
 * sent at one of these places again must be the same event, and between them there was none. Not
 * thread-safe.
 */
final class RecentEvents {

  /**
   * How many are known: with 12 partitions some 750 of the log. A longer tail that is lost is seen
   * by its length as long as the log is shorter, and by these events when it has grown back.
   */
  static final int LIMIT = 64;

  private static final HexFormat HEX = HexFormat.of();

  /** Index and fingerprint of each by turns, in the order of the log. */
  private final long[] pairs = new long[2 * LIMIT];

  private int size;

  private RecentEvents() {}

  /** Nothing is known. */
  static RecentEvents unknown() {
    return new RecentEvents();
  }

  /**
   * Reads the stored form.
   *
   * @param column as {@link #stored} wrote it; null if nothing is known
   * @param highestIndex the last event taken; if it is not the last of these, somebody who does not
   *     keep them has taken others since, and nothing is known
   */
  static RecentEvents read(byte @Nullable [] column, long highestIndex) {
    if (column == null) {
      return unknown();
    }
    var read = new RecentEvents();
    read.size = column.length / (2 * Long.BYTES);
    ByteBuffer.wrap(column).asLongBuffer().get(read.pairs, 0, 2 * read.size);
    return read.last() == highestIndex ? read : unknown();
  }

  /** The stored form; null if nothing is known. */
  byte @Nullable [] stored() {
    if (isUnknown()) {
      return null;
    }
    var column = ByteBuffer.allocate(2 * Long.BYTES * size);
    column.asLongBuffer().put(pairs, 0, 2 * size);
    return column.array();
  }

  /** The same, to be added to without changing these. */
  RecentEvents copy() {
    var copy = new RecentEvents();
    copy.size = size;
    System.arraycopy(pairs, 0, copy.pairs, 0, 2 * size);
    return copy;
  }

  /** Adds the event taken next, and forgets the oldest if there are too many. */
  void add(long index, String fingerprint) {
    if (size == LIMIT) {
      System.arraycopy(pairs, 2, pairs, 0, 2 * --size);
    }
    pairs[2 * size] = index;
    pairs[2 * size + 1] = HexFormat.fromHexDigitsToLong(fingerprint);
    size++;
  }

  boolean isUnknown() {
    return size == 0;
  }

  /** The place of the last one; 0 if nothing is known. */
  long last() {
    return isUnknown() ? 0 : pairs[2 * (size - 1)];
  }

  /** The event taken at this place; null if none is known. */
  @Nullable String fingerprintOf(long index) {
    var at = find(index);
    return at < 0 ? null : HEX.toHexDigits(pairs[2 * at + 1]);
  }

  /** Whether an event taken at this place is known. */
  boolean has(long index) {
    return find(index) >= 0;
  }

  private int find(long index) {
    if (isUnknown() || index < pairs[0] || index > last()) {
      return -1;
    }
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (pairs[2 * middle] < index) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low < size && pairs[2 * low] == index ? low : -1;
  }

  /** Whether every event from this place on is known. */
  boolean reachBackTo(long index) {
    return !isUnknown() && pairs[0] <= index;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RecentEvents same
        && size == same.size
        && Arrays.equals(pairs, 0, 2 * size, same.pairs, 0, 2 * size);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(last()) + size;
  }

  @Override
  public String toString() {
    return size + " events up to " + last();
  }
}
