package io.firstserved.query.coupon;

import io.firstserved.query.projection.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A coupon's row as queries see it. Only the projection writes it, by JDBC. */
@Entity
@Immutable
@Table(name = "coupon")
@IdClass(CouponRow.Key.class)
class CouponRow {

  @Id int slot;
  @Id String couponId = "";
  String campaignId = "";
  String userId = "";
  long serial;
  int ordinal;

  @Enumerated(EnumType.STRING)
  CouponStatus status = CouponStatus.ISSUED;

  @Nullable String orderId;

  /** As stored, because it is also the key of a user's pages. */
  long issuedAtMicros;

  @Convert(converter = Micros.class)
  @Column(name = "redeemed_at_micros")
  @Nullable Instant redeemedAt;

  @Convert(converter = Micros.class)
  @Column(name = "revoked_at_micros")
  @Nullable Instant revokedAt;

  @Convert(converter = Micros.class)
  @Column(name = "expired_at_micros")
  @Nullable Instant expiredAt;

  /** Primary key. */
  static class Key implements Serializable {
    int slot;
    String couponId = "";

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && slot == key.slot && couponId.equals(key.couponId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(slot, couponId);
    }
  }
}
