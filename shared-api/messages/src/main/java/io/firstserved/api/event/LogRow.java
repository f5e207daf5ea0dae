package io.firstserved.api.event;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One event exactly as the log stores it, before anything is interpreted.
 *
 * @param index its place in the log, from 1
 * @param eventId its identity
 * @param aggregateId the stream it belongs to
 * @param sequence its place in the stream, from 0
 * @param aggregateType the stream's type
 * @param timestamp when it was recorded, as stored
 * @param payloadType its alias
 * @param revision the payload's revision
 * @param payload the payload's bytes; not to be changed
 * @param metaData the metadata's bytes; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // rows are compared by sameAs, and copied by nobody
public record LogRow(
    long index,
    String eventId,
    String aggregateId,
    long sequence,
    @Nullable String aggregateType,
    String timestamp,
    String payloadType,
    @Nullable String revision,
    byte[] payload,
    byte[] metaData) {

  /** Whether both are the same event at the same place with the same payload, byte for byte. */
  public boolean sameAs(LogRow other) {
    return index == other.index
        && eventId.equals(other.eventId)
        && aggregateId.equals(other.aggregateId)
        && sequence == other.sequence
        && payloadType.equals(other.payloadType)
        && java.util.Objects.equals(revision, other.revision)
        && Arrays.equals(payload, other.payload);
  }
}
