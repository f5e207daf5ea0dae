package io.firstserved.query.audit.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A coupon as the read model shows it.
 *
 * @param couponId which coupon
 * @param campaign of which campaign
 * @param user who holds it
 * @param serial its number
 * @param status {@code ISSUED}, {@code REDEEMED}, {@code REVOKED} or {@code EXPIRED}
 * @param order the order it is redeemed for, if any
 * @param issuedAt when it was issued
 */
public record ReadCoupon(
    String couponId,
    String campaign,
    String user,
    long serial,
    String status,
    @Nullable String order,
    Instant issuedAt) {

  boolean hasStatus(FoldedStatus expected) {
    return switch (expected) {
      case UNUSED -> status.equals("ISSUED");
      case REDEEMED, REVOKED, EXPIRED -> status.equals(expected.name());
      case UNKNOWN -> true;
    };
  }

  /** Its issue's event identity. */
  String eventId() {
    return campaign + '#' + serial;
  }
}
