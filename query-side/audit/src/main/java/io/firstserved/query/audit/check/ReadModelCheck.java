package io.firstserved.query.audit.check;

import io.firstserved.api.event.LogRow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * P7: each row of the read model is what the log's events lead to, and each coupon has its row.
 * Rows are taken as they are when read; only {@link #judge} knows what came in the meantime.
 */
public final class ReadModelCheck {

  private final Violations violations;
  private final LogCheck log;
  private final int candidateLimit;
  private final List<Candidate> candidates = new ArrayList<>();
  private final Set<String> campaignsSeen = new HashSet<>();
  private long rows;
  private long marked;

  /**
   * A difference, until it is known whether lag explains it.
   *
   * @param coupon the coupon's identity; null if it is a campaign's row
   */
  private record Candidate(@Nullable String coupon, Violation violation) {}

  /**
   * A comparison with what this check has folded.
   *
   * @param candidateLimit how many differences are remembered until they are judged
   */
  public ReadModelCheck(Violations violations, LogCheck log, int candidateLimit) {
    this.violations = violations;
    this.log = log;
    this.candidateLimit = candidateLimit;
  }

  /** Takes a coupon's row. */
  public void coupon(ReadCoupon row) {
    rows++;
    var coupons = log.coupons();
    long at = coupons.find(row.couponId());
    if (at < 0) {
      differs(row, "no row, since the log has no such coupon", "a row");
      return;
    }
    if (!coupons.markRow(at)) {
      differs(row, "one row", "another one");
      return;
    }
    marked++;
    compare(row, coupons, at);
  }

  private void compare(ReadCoupon row, CouponTable coupons, long at) {
    var status = coupons.status(at);
    if (status == FoldedStatus.UNKNOWN) {
      return;
    }
    if (!coupons.isIssue(at, row.campaign(), row.user(), row.serial())) {
      differs(row, "the campaign, user and serial of the log", row.toString());
    } else if (coupons.reservedAtMillis(at) != row.issuedAt().toEpochMilli()) {
      differs(row, "the log's instant of issue", "issued at " + row.issuedAt());
    } else if (!row.hasStatus(status)) {
      differs(row, "status " + status, "status " + row.status());
    } else if (status == FoldedStatus.REDEEMED && !coupons.isOrder(at, row.order())) {
      differs(row, "the order of the log's last redemption", "order " + row.order());
    }
  }

  private void differs(ReadCoupon row, String expected, String found) {
    candidate(
        row.couponId(),
        new Violation(Promise.P7, row.campaign(), 0, row.eventId(), expected, found));
  }

  private void candidate(@Nullable String coupon, Violation violation) {
    if (candidates.size() < candidateLimit) {
      candidates.add(new Candidate(coupon, violation));
    }
  }

  /** Takes a campaign's row. */
  public void campaign(ReadCampaign row) {
    campaignsSeen.add(row.campaign());
    var fold = log.campaigns().get(row.campaign());
    var expected = fold == null ? null : ReadCampaign.of(fold);
    if (!row.equals(expected)) {
      candidate(
          null,
          new Violation(
              Promise.P7,
              row.campaign(),
              0,
              null,
              expected == null ? "no row, since the log has no such campaign" : expected.toString(),
              row.toString()));
    }
  }

  /** Whether coupons have no row; which ones, only another pass over the log can tell. */
  public boolean lacksRows() {
    return marked < log.coupons().size();
  }

  /** Names the coupons without a row, when the log is replayed to it once more. */
  public Consumer<LogRow> missingRows(LagTracker lag) {
    return row -> {
      long at = row.sequence() == 0 ? log.coupons().find(row.aggregateId()) : -1;
      if (at >= 0 && !log.coupons().rowSeen(at) && !lag.hasCoupon(row.aggregateId())) {
        violations.add(
            new Violation(
                Promise.P7,
                campaignOf(row.eventId()),
                row.index(),
                row.eventId(),
                "a row in the read model",
                "none"));
      }
    };
  }

  private static @Nullable String campaignOf(String issueId) {
    int mark = issueId.indexOf('#');
    return mark < 0 ? null : issueId.substring(0, mark);
  }

  /** Reports the differences that lag does not explain. */
  public void judge(LagTracker lag) {
    for (var candidate : candidates) {
      var campaign = candidate.violation().campaign();
      boolean explained =
          candidate.coupon() == null
              ? campaign != null && lag.hasCampaign(campaign)
              : lag.hasCoupon(candidate.coupon());
      if (!explained) {
        violations.add(candidate.violation());
      }
    }
    log.campaigns().values().stream()
        .filter(fold -> fold.isKnown() && !campaignsSeen.contains(fold.id))
        .filter(fold -> !lag.hasCampaign(fold.id))
        .forEach(fold -> violations.add(withoutRow(fold)));
  }

  private static Violation withoutRow(CampaignFold fold) {
    return new Violation(
        Promise.P7, fold.id, 0, null, "a row of the campaign in the read model", "none");
  }

  /** How many coupons the read model has. */
  public long rows() {
    return rows;
  }
}
