package io.firstserved.query.timeline;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** One second of a campaign as queries see it. Only the projection writes it, by JDBC. */
@Entity
@Immutable
@Table(name = "issuance_second")
@IdClass(TimelineRow.Key.class)
class TimelineRow {

  @Id int slot;
  @Id String campaignId = "";
  @Id long epochSecond;
  long issued;

  /** Primary key. */
  static class Key implements Serializable {
    int slot;
    String campaignId = "";
    long epochSecond;

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && slot == key.slot
          && campaignId.equals(key.campaignId)
          && epochSecond == key.epochSecond;
    }

    @Override
    public int hashCode() {
      return Objects.hash(slot, campaignId, epochSecond);
    }
  }
}
