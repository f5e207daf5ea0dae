package io.firstserved.query.campaign;

import io.firstserved.query.projection.Micros;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A campaign's row as queries see it. Only the projection writes it, by JDBC. */
@Entity
@Immutable
@Table(name = "campaign_summary")
@IdClass(CampaignRow.Key.class)
class CampaignRow {

  @Id int slot;
  @Id String campaignId = "";
  String name = "";
  @Nullable Long quota;
  int perUserLimit;

  @Convert(converter = Micros.class)
  @Column(name = "opens_at_micros")
  @Nullable Instant opensAt;

  @Convert(converter = Micros.class)
  @Column(name = "closes_at_micros")
  @Nullable Instant closesAt;

  @Convert(converter = Micros.class)
  @Column(name = "created_at_micros")
  @Nullable Instant createdAt;

  @Convert(converter = Micros.class)
  @Column(name = "paused_at_micros")
  @Nullable Instant pausedAt;

  @Convert(converter = Micros.class)
  @Column(name = "closed_at_micros")
  @Nullable Instant closedAt;

  long issued;
  long redeemed;
  long revoked;

  @Convert(converter = Micros.class)
  @Column(name = "first_issued_at_micros")
  @Nullable Instant firstIssuedAt;

  @Convert(converter = Micros.class)
  @Column(name = "last_issued_at_micros")
  @Nullable Instant lastIssuedAt;

  /** What the campaign admits of at this instant. */
  CampaignLifecycle lifecycle(Instant now) {
    if (closedAt != null || (closesAt != null && !now.isBefore(closesAt))) {
      return CampaignLifecycle.CLOSED;
    }
    if (pausedAt != null) {
      return CampaignLifecycle.PAUSED;
    }
    if (opensAt != null && now.isBefore(opensAt)) {
      return CampaignLifecycle.SCHEDULED;
    }
    return CampaignLifecycle.OPEN;
  }

  /** How many coupons are left; null if unlimited. */
  @Nullable Long remaining() {
    return quota == null ? null : Math.max(0, quota - issued);
  }

  /**
   * When the last coupon of the quota was granted; null while some are left. Since no more than the
   * quota are ever issued, it is the latest of all issues, in whatever order they are projected.
   */
  @Nullable Instant soldOutAt() {
    return quota != null && issued >= quota ? lastIssuedAt : null;
  }

  /** Primary key. */
  static class Key implements Serializable {
    int slot;
    String campaignId = "";

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && slot == key.slot && campaignId.equals(key.campaignId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(slot, campaignId);
    }
  }
}
