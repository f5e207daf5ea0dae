package io.firstserved.api.event;

import java.nio.charset.StandardCharsets;

/**
 * In which partition of the topic an aggregate's events are: the one that Kafka's own default
 * chooses for the aggregate's id as key (murmur2, seed 0x9747b28c). Written here once, because
 * relay, read side and audit must never disagree on it.
 */
public final class TopicPartitions {

  private static final int SEED = 0x9747b28c;
  private static final int M = 0x5bd1e995;
  private static final int R = 24;

  private TopicPartitions() {}

  /**
   * The partition.
   *
   * @param aggregateId the record's key
   * @param partitions how many the topic has
   */
  public static int of(String aggregateId, int partitions) {
    var hash = murmur2(aggregateId.getBytes(StandardCharsets.UTF_8));
    return (hash & 0x7fffffff) % partitions;
  }

  private static int murmur2(byte[] data) {
    int length = data.length;
    int h = SEED ^ length;
    int blocks = length / 4;
    for (int i = 0; i < blocks; i++) {
      h = (h * M) ^ mixed(block(data, i * 4));
    }
    return avalanche(withTail(h, data, blocks * 4));
  }

  private static int block(byte[] data, int at) {
    return (data[at] & 0xff)
        | (data[at + 1] & 0xff) << 8
        | (data[at + 2] & 0xff) << 16
        | (data[at + 3] & 0xff) << 24;
  }

  private static int mixed(int block) {
    int k = block * M;
    return (k ^ (k >>> R)) * M;
  }

  private static int withTail(int hash, byte[] data, int from) {
    int rest = data.length - from;
    if (rest == 0) {
      return hash;
    }
    int tail = 0;
    for (int i = rest - 1; i >= 0; i--) {
      tail = tail << 8 | (data[from + i] & 0xff);
    }
    return (hash ^ tail) * M;
  }

  private static int avalanche(int hash) {
    int h = (hash ^ (hash >>> 13)) * M;
    return h ^ (h >>> 15);
  }
}
