package io.firstserved.command.log;

import org.jspecify.annotations.Nullable;

/**
 * One event, serialized, as it will stand in the log; only its global index is still open.
 *
 * @param timeStamp ISO-8601 UTC
 * @param payload the payload's bytes, stored unchanged
 * @param metaData the metadata's bytes, stored unchanged
 * @param expectedVersion what an issue was decided on; null for other events
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; handed to JDBC as it is
record EventRow(
    String eventIdentifier,
    String aggregateIdentifier,
    long sequenceNumber,
    String type,
    String timeStamp,
    String payloadType,
    @Nullable String payloadRevision,
    byte[] payload,
    byte[] metaData,
    @Nullable ExpectedVersion expectedVersion) {

  /** The longest payload or metadata a BLOB column takes, in bytes. */
  private static final int MAX_BYTES = 65_535;

  /**
   * Refuses what the table could not take: in a batch it would fail its neighbours too.
   *
   * @throws IllegalArgumentException if a value does not fit its column
   */
  EventRow {
    requireFits("event_identifier", eventIdentifier, 64);
    requireFits("aggregate_identifier", aggregateIdentifier, 36);
    requireFits("type", type, 32);
    requireFits("time_stamp", timeStamp, 30);
    requireFits("payload_type", payloadType, 64);
    requireFits("payload_revision", payloadRevision == null ? "" : payloadRevision, 16);
    if (payload.length > MAX_BYTES || metaData.length > MAX_BYTES) {
      throw new IllegalArgumentException("more than " + MAX_BYTES + " bytes: " + eventIdentifier);
    }
  }

  private static void requireFits(String column, String value, int length) {
    if (value.length() > length || value.chars().anyMatch(c -> c >= 0x80)) {
      throw new IllegalArgumentException(column + " takes " + length + " ASCII characters");
    }
  }

  /** What the stream's unique key covers. */
  record StreamPosition(String aggregateIdentifier, long sequenceNumber) {}

  /** Whether it is to be undone again instead of committed. */
  boolean rehearsal() {
    return expectedVersion instanceof ExpectedVersion.Rehearsal;
  }

  StreamPosition position() {
    return new StreamPosition(aggregateIdentifier, sequenceNumber);
  }

  int bytes() {
    return payload.length + metaData.length;
  }
}
