package io.firstserved.query.coupon;

import io.firstserved.api.coupon.CouponEvent;
import io.firstserved.query.projection.Projection;
import io.firstserved.query.projection.Slot;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** One row per coupon, written in the order of the keys. */
@Component
class CouponProjection implements Projection {

  @Override
  public String name() {
    return "coupons";
  }

  @Override
  public List<String> tables() {
    return List.of("coupon");
  }

  @Override
  public void take(Slot slot, List<Object> payloads, JdbcOperations jdbc) {
    var changes = new TreeMap<String, CouponChange>();
    for (var payload : payloads) {
      if (payload instanceof CouponEvent event) {
        changes.computeIfAbsent(event.couponId().value(), CouponChange::new).apply(event);
      }
    }
    var issues = changes.values().stream().filter(CouponChange::isIssue).toList();
    var later = changes.values().stream().filter(change -> !change.isIssue()).toList();
    insert(slot, issues, jdbc);
    update(slot, later, jdbc);
  }

  private static void insert(Slot slot, List<CouponChange> issues, JdbcOperations jdbc) {
    if (!issues.isEmpty()) {
      jdbc.batchUpdate(
          CouponChange.INSERT,
          issues,
          issues.size(),
          (statement, change) -> change.bindInsert(statement, slot));
    }
  }

  private static void update(Slot slot, List<CouponChange> changes, JdbcOperations jdbc) {
    if (changes.isEmpty()) {
      return;
    }
    var rows =
        jdbc.batchUpdate(
                CouponChange.UPDATE,
                changes,
                changes.size(),
                (statement, change) -> change.bindUpdate(statement, slot))[0];
    for (var i = 0; i < rows.length; i++) {
      if (rows[i] == 0) {
        throw new IllegalStateException(
            "coupon " + changes.get(i).couponId() + " was never issued");
      }
    }
  }
}
