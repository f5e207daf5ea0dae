package io.firstserved.query.audit.seal;

/**
 * Where the seal chain ends.
 *
 * @param block the last block's number; 0 if nothing is sealed
 * @param index up to where the log is sealed
 * @param seal the last seal, hex
 */
public record SealedHead(long block, long index, String seal) {}
