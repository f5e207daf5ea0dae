package io.firstserved.query.audit.seal;

/**
 * A block of the seal chain as it is stored.
 *
 * @param block its number, from 1
 * @param first the first sealed index
 * @param last the last sealed index
 * @param leaves the leaf hashes, one after the other
 * @param seal the seal
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a whole
public record StoredSeal(long block, long first, long last, byte[] leaves, byte[] seal) {

  /** Whether it seals this index. */
  boolean covers(long index) {
    return first <= index && index <= last;
  }
}
