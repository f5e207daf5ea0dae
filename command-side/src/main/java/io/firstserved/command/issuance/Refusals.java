package io.firstserved.command.issuance;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.firstserved.command.gate.Reservation;
import io.firstserved.edge.Problems;
import java.util.Map;

/** What people read beside the reason. */
final class Refusals {

  private Refusals() {}

  static RefusedException tooOften(Reservation.TooOften often) {
    var limit = often.limit();
    return new RefusedException(
        Reason.RATE_LIMITED,
        "this " + limit.kind().text() + " asks more often than it may; nothing was issued",
        Map.of(
            "limit",
            limit.kind().text(),
            "requests",
            limit.requests(),
            "period",
            limit.period().toString(),
            Problems.RETRY_AFTER_SECONDS,
            often.retryAfter().plusSeconds(1).minusNanos(1).toSeconds()));
  }

  static String text(Reason reason) {
    return switch (reason) {
      case SOLD_OUT -> "all coupons of this campaign are issued";
      case NOT_OPEN -> "the campaign has not opened yet";
      case CLOSED -> "the campaign is over";
      case PAUSED -> "the campaign is paused";
      case UNKNOWN_CAMPAIGN -> "there is no such campaign";
      case UNAVAILABLE -> "coupons cannot be issued at this moment; nothing was issued";
      default -> "refused";
    };
  }
}
