package io.firstserved.query.audit.check;

import io.firstserved.api.campaign.CampaignCreated;
import io.firstserved.api.campaign.CampaignId;
import io.firstserved.api.coupon.CouponId;
import io.firstserved.api.coupon.CouponIssued;
import io.firstserved.api.coupon.UserId;
import io.firstserved.api.event.LogRow;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Locale;

/**
 * Measures the promises' check alone, by the CPU time of its thread, so that the figure holds on a
 * busy machine: {@code AuditSpeed EVENTS}. Prints a line for 10,000 events and each tenfold.
 */
public final class AuditSpeed {

  private static final Instant AT = Instant.parse("2026-03-01T09:00:00Z");
  private static final int BATCH = 10_000;

  private AuditSpeed() {}

  public static void main(String[] arguments) {
    int events = Integer.parseInt(arguments[0]);
    var violations = new Violations(10, null);
    var check = new LogCheck(violations);
    var campaign = new CampaignId("big");
    var cpu = ManagementFactory.getThreadMXBean();
    long nanos = 0;
    long next = BATCH;
    var rows = new LogRow[BATCH];
    for (int done = 0; done < events; done += BATCH) {
      for (int n = 0; n < BATCH; n++) {
        rows[n] = row(campaign, done + n + 1, events);
      }
      long begin = cpu.getCurrentThreadCpuTime();
      for (var row : rows) {
        check.accept(row);
      }
      nanos += cpu.getCurrentThreadCpuTime() - begin;
      if (check.events() == next) {
        report(next, nanos);
        next *= 10;
      }
    }
    check.end(events);
    System.err.println(violations.none() ? "no violation" : violations.details().toString());
  }

  private static LogRow row(CampaignId campaign, int index, int events) {
    if (index == 1) {
      var created = new CampaignCreated(campaign, "Big", (long) events, 1, null, null, null, AT);
      return SimulatedLog.row(1, "first", campaign.value(), 0, "campaign", AT, created, "{}");
    }
    var user = new UserId("user-" + index);
    var coupon = CouponId.of(campaign, user, 1);
    var issued = new CouponIssued(coupon, campaign, user, index - 1L, 1, AT);
    return SimulatedLog.row(
        index, issued.eventIdentifier(), coupon.value(), 0, "coupon", AT, issued, "{}");
  }

  private static void report(long events, long nanos) {
    System.gc();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.err.printf(
        Locale.ROOT,
        "%,12d events  %,10.0f events per CPU second  %,6d MB heap%n",
        events,
        events * 1e9 / nanos,
        heap / 1_000_000);
  }
}
