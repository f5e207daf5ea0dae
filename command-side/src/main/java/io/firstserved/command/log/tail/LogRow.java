package io.firstserved.command.log.tail;

import org.jspecify.annotations.Nullable;

/**
 * One row of the log, exactly as it is stored.
 *
 * @param globalIndex its place in the log, from 1
 * @param timeStamp ISO-8601 UTC
 * @param payload the payload's bytes
 * @param metaData the metadata's bytes, a JSON object
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed on as it is
public record LogRow(
    long globalIndex,
    String eventIdentifier,
    String aggregateIdentifier,
    long sequenceNumber,
    String type,
    String timeStamp,
    String payloadType,
    @Nullable String payloadRevision,
    byte[] payload,
    byte[] metaData) {}
