package io.firstserved.query.coupon;

import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Slot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the events of one batch do to one coupon, taken together. */
final class CouponChange {

  static final String INSERT =
      """
      INSERT INTO coupon (slot, coupon_id, campaign_id, user_id, serial, ordinal, issued_at_micros,
          status, order_id, redeemed_at_micros, revoked_at_micros, expired_at_micros)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  static final String UPDATE =
      """
      UPDATE coupon SET status = ?,
          order_id = IF(?, ?, order_id),
          redeemed_at_micros = IF(?, ?, redeemed_at_micros),
          revoked_at_micros = COALESCE(?, revoked_at_micros),
          expired_at_micros = COALESCE(?, expired_at_micros)
      WHERE slot = ? AND coupon_id = ?
      """;

  private final String couponId;
  private @Nullable CouponIssued issue;
  private CouponStatus status = CouponStatus.ISSUED;
  private boolean redemptionChanged;
  private @Nullable String orderId;
  private @Nullable Long redeemedAt;
  private @Nullable Long revokedAt;
  private @Nullable Long expiredAt;

  CouponChange(String couponId) {
    this.couponId = couponId;
  }

  void issued(CouponIssued event) {
    issue = event;
  }

  void redeemed(String order, Instant at) {
    redemption(CouponStatus.REDEEMED, order, at);
  }

  void redemptionUndone() {
    redemption(CouponStatus.ISSUED, null, null);
  }

  private void redemption(CouponStatus next, @Nullable String order, @Nullable Instant at) {
    status = next;
    redemptionChanged = true;
    orderId = order;
    redeemedAt = Micros.ofNullable(at);
  }

  void revoked(Instant at) {
    status = CouponStatus.REVOKED;
    revokedAt = Micros.of(at);
  }

  void expired(Instant at) {
    status = CouponStatus.EXPIRED;
    expiredAt = Micros.of(at);
  }

  String couponId() {
    return couponId;
  }

  /** Whether the coupon begins in this batch; else its row is there already. */
  boolean isIssue() {
    return issue != null;
  }

  void bindInsert(PreparedStatement statement, Slot slot) throws SQLException {
    var issued = Objects.requireNonNull(issue);
    statement.setInt(1, slot.number());
    statement.setString(2, couponId);
    statement.setString(3, issued.campaignId().value());
    statement.setString(4, issued.userId().value());
    statement.setLong(5, issued.serial());
    statement.setInt(6, issued.ordinal());
    statement.setLong(7, Micros.of(issued.reservedAt()));
    statement.setString(8, status.name());
    statement.setString(9, orderId);
    statement.setObject(10, redeemedAt);
    statement.setObject(11, revokedAt);
    statement.setObject(12, expiredAt);
  }

  void bindUpdate(PreparedStatement statement, Slot slot) throws SQLException {
    statement.setString(1, status.name());
    statement.setBoolean(2, redemptionChanged);
    statement.setString(3, orderId);
    statement.setBoolean(4, redemptionChanged);
    statement.setObject(5, redeemedAt);
    statement.setObject(6, revokedAt);
    statement.setObject(7, expiredAt);
    statement.setInt(8, slot.number());
    statement.setString(9, couponId);
  }
}
