package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import java.time.Instant;

final class CheckSpeed {
  public static void main(String[] args) {
    int n = Integer.parseInt(args[0]);
    var c = new CampaignId("big");
    var at = Instant.parse("2026-03-01T09:00:00Z");
    var v = new Violations(10, null);
    var check = new LogCheck(v);
    check.accept(
        SimulatedLog.row(
            1,
            "x",
            "big",
            0,
            "campaign",
            at,
            new CampaignCreated(c, "n", (long) n, 1, null, null, null, at),
            "{}"));
    long nanos = 0;
    for (int i = 1; i < n; i++) {
      var u = new UserId("user-" + i);
      var e = new CouponIssued(CouponId.of(c, u, 1), c, u, i, 1, at);
      var row =
          SimulatedLog.row(
              i + 1, e.eventIdentifier(), e.couponId().value(), 0, "coupon", at, e, "{}");
      long t = System.nanoTime();
      check.accept(row);
      nanos += System.nanoTime() - t;
      if ((i & (i - 1)) == 0 || i == n - 1) {
        System.err.println(
            i
                + " "
                + (long) (i * 1e9 / nanos)
                + "/s heap "
                + (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory())
                    / 1_000_000);
      }
    }
    check.end(n);
    System.err.println(v.details());
  }
}
