package io.firstserved.command.log.identity;

/**
 * An event of this log as it stands outside the log's database.
 *
 * @param incarnation the life of the log that it says it is of
 * @param index its place in the log, from 1
 * @param fingerprint what stands there
 */
public record SeenEvent(long incarnation, long index, String fingerprint) {}
