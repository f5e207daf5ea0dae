package io.firstserved.query.coupon;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.query.projection.BatchWriter;
import io.firstserved.query.projection.Slot;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;

/** What the events of one batch do to coupons, by coupon, written in the order of the keys. */
final class CouponChanges implements BatchWriter {

  private final Slot slot;
  private final SortedMap<String, CouponChange> changes = new TreeMap<>();

  CouponChanges(Slot slot) {
    this.slot = slot;
  }

  /** The change of the event's coupon, to which the event is still to be added. */
  CouponChange of(CouponEvent event) {
    return changes.computeIfAbsent(event.couponId().value(), CouponChange::new);
  }

  @Override
  public void flush(JdbcOperations jdbc) {
    insert(changes.values().stream().filter(CouponChange::isIssue).toList(), jdbc);
    update(changes.values().stream().filter(change -> !change.isIssue()).toList(), jdbc);
  }

  private void insert(List<CouponChange> issues, JdbcOperations jdbc) {
    if (!issues.isEmpty()) {
      jdbc.batchUpdate(
          CouponChange.INSERT,
          issues,
          issues.size(),
          (statement, change) -> change.bindInsert(statement, slot));
    }
  }

  private void update(List<CouponChange> later, JdbcOperations jdbc) {
    if (later.isEmpty()) {
      return;
    }
    var rows =
        jdbc.batchUpdate(
                CouponChange.UPDATE,
                later,
                later.size(),
                (statement, change) -> change.bindUpdate(statement, slot))[0];
    for (var i = 0; i < rows.length; i++) {
      if (rows[i] == 0) {
        throw new IllegalStateException("coupon " + later.get(i).couponId() + " was never issued");
      }
    }
  }
}
