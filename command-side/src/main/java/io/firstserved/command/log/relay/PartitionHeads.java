package io.firstserved.command.log.relay;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Global index of the last event sent to each partition, 0 for none: the relay's memo, written as
 * decimals with commas between.
 */
final class PartitionHeads {

  private final long[] heads;

  private PartitionHeads(long[] heads) {
    this.heads = heads;
  }

  /**
   * Reads a memo.
   *
   * @param partitions how many the topic has now; new ones begin at 0
   */
  static PartitionHeads of(String memo, int partitions) {
    var known =
        memo.isEmpty()
            ? new long[0]
            : Arrays.stream(memo.split(",", -1)).mapToLong(Long::parseLong).toArray();
    return new PartitionHeads(Arrays.copyOf(known, Math.max(known.length, partitions)));
  }

  /** Notes the next event of a partition and says which one was before it. */
  long advance(int partition, long globalIndex) {
    long previous = heads[partition];
    heads[partition] = globalIndex;
    return previous;
  }

  /** How many partitions there are. */
  int partitions() {
    return heads.length;
  }

  /**
   * Forgets the heads that lie after this index.
   *
   * @return the partitions whose heads are not known now; a new set
   */
  Set<Integer> cutAfter(long index) {
    var unknown = new HashSet<Integer>();
    for (int partition = 0; partition < heads.length; partition++) {
      if (heads[partition] > index) {
        heads[partition] = 0;
        unknown.add(partition);
      }
    }
    return unknown;
  }

  String memo() {
    return Arrays.stream(heads).mapToObj(Long::toString).collect(Collectors.joining(","));
  }
}
