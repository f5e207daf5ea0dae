package io.firstserved.query.audit.seal;

/**
 * The head of the seal chain as an earlier audit saw it.
 *
 * @param block the block's number
 * @param seal its seal, hex
 * @param last up to which index it seals; 0 if that was not kept
 * @param incarnation the log's present life at that time
 */
public record WitnessedSeal(long block, String seal, long last, long incarnation) {}
