package io.firstserved.seal;

import io.firstserved.api.campaign.CampaignEvent;
import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.event.LogRow;
import io.firstserved.serialization.EventReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * One event as it is sealed: what a bundle may show of it, and a salted digest that binds the whole
 * row.
 *
 * @param index its place in the log
 * @param payloadType its alias
 * @param disclosed what may be published: a campaign's event as stored; of an issue {@code serial},
 *     {@code ordinal}, {@code reservedAt} and the user's commitment, a line each; of anything else
 *     nothing
 * @param rowDigest salted digest of the row with all its columns
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its hash only
public record EventLeaf(long index, String payloadType, String disclosed, byte[] rowDigest) {

  private static final int LEAF_TAG = 0x00;

  /** The campaign an event belongs to; empty if it cannot be read. */
  public static String campaignOf(EventReader.Outcome outcome) {
    return switch (outcome) {
      case EventReader.Outcome.Event(CampaignEvent event) -> event.campaignId().value();
      case EventReader.Outcome.Event(CouponEvent event) -> event.campaignId().value();
      case EventReader.Outcome.Event other -> "";
      case EventReader.Outcome.Unreadable unreadable -> "";
    };
  }

  /** The leaf of a row. */
  public static EventLeaf of(LogRow row, EventReader.Outcome outcome, CampaignSalt salt) {
    return new EventLeaf(
        row.index(), row.payloadType(), disclosed(row, outcome, salt), digest(row, salt));
  }

  private static String disclosed(LogRow row, EventReader.Outcome outcome, CampaignSalt salt) {
    return switch (outcome) {
      case EventReader.Outcome.Event(CampaignEvent event) ->
          new String(row.payload(), StandardCharsets.UTF_8);
      case EventReader.Outcome.Event(CouponIssued event) ->
          issue(
              event.serial(),
              event.ordinal(),
              event.reservedAt().toString(),
              HexFormat.of().formatHex(salt.userCommitment(event.userId().value())));
      case EventReader.Outcome.Event other -> "";
      case EventReader.Outcome.Unreadable unreadable -> "";
    };
  }

  private static String issue(long serial, int ordinal, String reservedAt, String user) {
    return serial + "\n" + ordinal + "\n" + reservedAt + "\n" + user;
  }

  private static byte[] digest(LogRow row, CampaignSalt salt) {
    return salt.row(row.index())
        .text(row.eventId())
        .text(row.aggregateId())
        .number(row.sequence())
        .text(row.aggregateType())
        .text(row.timestamp())
        .text(row.payloadType())
        .text(row.revision())
        .bytes(row.payload())
        .bytes(row.metaData())
        .hash();
  }

  /** What stands for the event in the Merkle tree. */
  public byte[] hash() {
    return Sha256.tagged(LEAF_TAG).raw(entry()).hash();
  }

  /**
   * What is hashed: the event's entry in the log's tree. Names no person. {@code number(index)},
   * {@code text(payloadType)}, {@code text(disclosed)} and the row's digest, one after the other.
   */
  public byte[] entry() {
    var type = payloadType.getBytes(StandardCharsets.UTF_8);
    var shown = disclosed.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(
            Long.BYTES + 2 * Integer.BYTES + type.length + shown.length + rowDigest.length)
        .putLong(index)
        .putInt(type.length)
        .put(type)
        .putInt(shown.length)
        .put(shown)
        .put(rowDigest)
        .array();
  }
}
