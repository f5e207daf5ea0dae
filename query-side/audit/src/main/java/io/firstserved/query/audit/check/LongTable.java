package io.firstserved.query.audit.check;

import java.util.Arrays;

/**
 * A hash table from texts to a fixed number of longs, without the texts: a text is known by 76 bits
 * of its hash, so that among 10 million texts two are taken for one with a probability below one in
 * a billion. Open addressing in {@value #SEGMENTS} segments that grow by themselves, so growing
 * never needs twice the memory. Used by one thread.
 */
final class LongTable {

  private static final int SEGMENT_BITS = 12;
  private static final int SEGMENTS = 1 << SEGMENT_BITS;
  private static final int FIRST_SLOTS = 8;

  /** Grows by an eighth, so that at least 70 % of the slots are in use once it has grown. */
  private static final int GROWTH_SHIFT = 3;

  private static final int FULL_PERCENT = 80;

  private final int stride;
  private final long[][] segments = new long[SEGMENTS][];
  private final int[] sizes = new int[SEGMENTS];
  private long size;

  /**
   * An empty table.
   *
   * @param values how many longs belong to a text; 0 makes it a set
   */
  LongTable(int values) {
    this.stride = values + 1;
  }

  /** How many texts it knows. */
  long size() {
    return size;
  }

  /** Where the text's values are; −1 if it is not known. Valid until the next {@link #add}. */
  long find(String text) {
    int segment = segmentOf(text);
    var slots = segments[segment];
    if (slots == null) {
      return -1;
    }
    int at = probe(slots, keyOf(text));
    return slots[at] == 0 ? -1 : reference(segment, at);
  }

  /** Makes room for a text that is not known yet; its values are 0. */
  long add(String text) {
    int segment = segmentOf(text);
    var slots = roomIn(segment);
    long key = keyOf(text);
    int at = probe(slots, key);
    if (slots[at] == 0) {
      slots[at] = key;
      sizes[segment]++;
      size++;
    }
    return reference(segment, at);
  }

  /** The n-th value at a place, from 0. */
  long value(long reference, int n) {
    return segments[(int) (reference >>> Integer.SIZE)][(int) reference + 1 + n];
  }

  /** Sets the n-th value at a place. */
  void set(long reference, int n, long value) {
    segments[(int) (reference >>> Integer.SIZE)][(int) reference + 1 + n] = value;
  }

  private long[] roomIn(int segment) {
    var slots = segments[segment];
    if (slots == null) {
      slots = new long[FIRST_SLOTS * stride];
    } else if ((sizes[segment] + 1L) * 100 > (long) (slots.length / stride) * FULL_PERCENT) {
      slots = grown(slots);
    }
    segments[segment] = slots;
    return slots;
  }

  private long[] grown(long[] old) {
    int count = old.length / stride;
    var slots = new long[(count + Math.max(FIRST_SLOTS, count >> GROWTH_SHIFT)) * stride];
    for (int from = 0; from < old.length; from += stride) {
      if (old[from] != 0) {
        System.arraycopy(old, from, slots, probe(slots, old[from]), stride);
      }
    }
    return slots;
  }

  private int probe(long[] slots, long key) {
    int count = slots.length / stride;
    int slot = (int) Math.unsignedMultiplyHigh(key, count);
    while (slots[slot * stride] != 0 && slots[slot * stride] != key) {
      slot = slot + 1 == count ? 0 : slot + 1;
    }
    return slot * stride;
  }

  private static long reference(int segment, int at) {
    return ((long) segment << Integer.SIZE) | at;
  }

  private static int segmentOf(String text) {
    return (int) (TextHash.of(text, TextHash.SECOND_SEED) >>> (Long.SIZE - SEGMENT_BITS));
  }

  /** 0 marks a free slot, so the one text in 2^64 that hashes to it becomes 1. */
  private static long keyOf(String text) {
    long key = TextHash.of(text, TextHash.FIRST_SEED);
    return key == 0 ? 1 : key;
  }

  /** The memory of its slots, in bytes. */
  long bytes() {
    return Arrays.stream(segments).mapToLong(slots -> slots == null ? 0 : slots.length * 8L).sum();
  }
}
