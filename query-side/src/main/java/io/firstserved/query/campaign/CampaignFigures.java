package io.firstserved.query.campaign;

import io.firstserved.query.projection.Micros;
import io.firstserved.query.projection.Slot;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** What the coupon events of one batch add to a campaign's row. */
final class CampaignFigures {

  private static final String ADD =
      """
      INSERT INTO campaign_summary (slot, campaign_id, issued, redeemed, revoked, expired,
          first_issued_at_micros, last_issued_at_micros)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE
          issued = issued + VALUES(issued),
          redeemed = redeemed + VALUES(redeemed),
          revoked = revoked + VALUES(revoked),
          expired = expired + VALUES(expired),
          first_issued_at_micros = LEAST(
              COALESCE(first_issued_at_micros, VALUES(first_issued_at_micros)),
              COALESCE(VALUES(first_issued_at_micros), first_issued_at_micros)),
          last_issued_at_micros = GREATEST(
              COALESCE(last_issued_at_micros, VALUES(last_issued_at_micros)),
              COALESCE(VALUES(last_issued_at_micros), last_issued_at_micros))
      """;

  private long issued;
  private long redeemed;
  private long revoked;
  private long expired;
  private @Nullable Long firstIssuedAt;
  private @Nullable Long lastIssuedAt;

  void issued(Instant reservedAt) {
    var at = Micros.of(reservedAt);
    issued++;
    firstIssuedAt = firstIssuedAt == null ? at : Math.min(firstIssuedAt, at);
    lastIssuedAt = lastIssuedAt == null ? at : Math.max(lastIssuedAt, at);
  }

  void redeemed() {
    redeemed++;
  }

  void redemptionUndone() {
    redeemed--;
  }

  void revoked() {
    revoked++;
  }

  void expired() {
    expired++;
  }

  /** Adds these figures to the rows of their campaigns, in the order of the keys. */
  static void add(Slot slot, SortedMap<String, CampaignFigures> figures, JdbcOperations jdbc) {
    if (figures.isEmpty()) {
      return;
    }
    jdbc.batchUpdate(
        ADD,
        List.copyOf(figures.entrySet()),
        figures.size(),
        (statement, row) -> row.getValue().bind(statement, slot, row.getKey()));
  }

  private void bind(PreparedStatement statement, Slot slot, String campaignId) throws SQLException {
    statement.setInt(1, slot.number());
    statement.setString(2, campaignId);
    statement.setLong(3, issued);
    statement.setLong(4, redeemed);
    statement.setLong(5, revoked);
    statement.setLong(6, expired);
    statement.setObject(7, firstIssuedAt);
    statement.setObject(8, lastIssuedAt);
  }
}
