package io.firstserved.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The hashes of RFC 6962, section 2.1: SHA-256, leaves and nodes told apart by their first byte.
 */
public final class TreeHash {

  /** Length of every hash, in bytes. */
  public static final int LENGTH = 32;

  private static final byte LEAF = 0;
  private static final byte NODE = 1;

  private TreeHash() {}

  /** The root of the tree without entries. */
  public static byte[] empty() {
    return sha256().digest();
  }

  /** What stands for an entry. */
  public static byte[] leaf(byte[] entry) {
    var digest = sha256();
    digest.update(LEAF);
    return digest.digest(entry);
  }

  /** What stands for two neighbours. */
  public static byte[] node(byte[] left, byte[] right) {
    var digest = sha256();
    digest.update(NODE);
    digest.update(left);
    return digest.digest(right);
  }

  /** The n-th of hashes that stand one after the other, from 0. */
  public static byte[] at(byte[] hashes, int n) {
    return Arrays.copyOfRange(hashes, n * LENGTH, (n + 1) * LENGTH);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
