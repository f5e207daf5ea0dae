package io.firstserved.serialization;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.firstserved.api.event.LogRow;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short name of what stands at a place of the log, the same from the log's row and from the
 * topic's record: 16 hex digits, the first 8 bytes of SHA-256 over index, event identifier, payload
 * type and payload, each with its length before it (4 bytes, big-endian; the index as 8 bytes).
 *
 * <p>It tells a log that was cut and grew again from the one that was read before. It is no proof
 * against somebody who looks for a second event with the same name; that is what seals are for.
 */
public final class EventFingerprint {

  /** What a fingerprint looks like. */
  public static final String FORMAT = "[0-9a-f]{16}";

  private static final int BYTES = 8;

  private EventFingerprint() {}

  /** The fingerprint of a row. */
  public static String of(LogRow row) {
    return of(row.index(), row.eventId(), row.payloadType(), row.payload());
  }

  /**
   * The fingerprint of an event.
   *
   * @param index its place in the log
   * @param eventId its identifier
   * @param payloadType its alias
   * @param payload its payload as stored; not changed
   */
  public static String of(long index, String eventId, String payloadType, byte[] payload) {
    var hash = sha256();
    add(hash, ByteBuffer.allocate(Long.BYTES).putLong(index).array());
    add(hash, eventId.getBytes(UTF_8));
    add(hash, payloadType.getBytes(UTF_8));
    add(hash, payload);
    return HexFormat.of().formatHex(hash.digest(), 0, BYTES);
  }

  private static void add(MessageDigest hash, byte[] part) {
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    hash.update(part);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
