package io.firstserved.seal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A stretch of the log under one seal. Its events are grouped by campaign, each group is a Merkle
 * tree, and the seal is the hash of the seal before it, the stretch and the groups. Built by one
 * thread, from consecutive events.
 */
public final class SealBlock {

  /** The seal before the first block. */
  public static final byte[] GENESIS = new byte[Sha256.LENGTH];

  /** Length of a seal and of a leaf's hash, in bytes. */
  public static final int HASH_LENGTH = Sha256.LENGTH;

  private static final int BLOCK_TAG = 0x02;

  private final long first;
  private final Map<String, List<byte[]>> groups = new TreeMap<>();
  private final ByteArrayOutputStream leaves = new ByteArrayOutputStream();
  private int size;

  /** An empty block that begins at this index. */
  public SealBlock(long first) {
    this.first = first;
  }

  /** Adds the next event. */
  public void add(CampaignSalt salt, byte[] leafHash) {
    groups
        .computeIfAbsent(HexFormat.of().formatHex(salt.scope()), scope -> new ArrayList<>())
        .add(leafHash);
    leaves.writeBytes(leafHash);
    size++;
  }

  /** How many events it has. */
  public int size() {
    return size;
  }

  /** The first event's place in the log. */
  public long first() {
    return first;
  }

  /** The last event's place in the log. */
  public long last() {
    return first + size - 1;
  }

  /** All leaf hashes in index order, one after the other. */
  public byte[] leaves() {
    return leaves.toByteArray();
  }

  /**
   * One campaign's part of a block.
   *
   * @param scope the campaign's name in the seals, hex
   * @param count how many of the events are its
   * @param root Merkle root over their leaves
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Group(String scope, int count, byte[] root) {}

  /** Its groups, ascending by scope. */
  public List<Group> groups() {
    return groups.entrySet().stream()
        .map(
            group ->
                new Group(
                    group.getKey(), group.getValue().size(), MerkleTree.root(group.getValue())))
        .toList();
  }

  /** Its seal, given the one before it. */
  public byte[] seal(byte[] previous) {
    var groupsInOrder = groups();
    var hash =
        Sha256.tagged(BLOCK_TAG)
            .raw(previous)
            .number(first)
            .number(last())
            .number(groupsInOrder.size());
    for (var group : groupsInOrder) {
      hash.raw(HexFormat.of().parseHex(group.scope())).number(group.count()).raw(group.root());
    }
    return hash.hash();
  }

  /** The n-th leaf hash, from 0, of what {@link #leaves} gave. */
  public static byte[] leaf(byte[] leaves, int n) {
    return Arrays.copyOfRange(leaves, n * HASH_LENGTH, (n + 1) * HASH_LENGTH);
  }
}
