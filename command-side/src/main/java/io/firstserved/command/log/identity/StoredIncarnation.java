package io.firstserved.command.log.identity;

import java.time.Instant;

/**
 * One life of the log, as its database tells of it.
 *
 * @param number from 0
 * @param firstIndex the place of its first event
 * @param previousFingerprint what stands before that place; empty if there is nothing
 * @param begunAt when, by the database's clock
 * @param begunBy who decided it
 * @param reason why
 */
public record StoredIncarnation(
    long number,
    long firstIndex,
    String previousFingerprint,
    Instant begunAt,
    String begunBy,
    String reason) {}
