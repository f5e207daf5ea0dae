package io.firstserved.command.issuance;

import io.firstserved.api.Reason;

/** What people read beside the reason. */
final class Refusals {

  private Refusals() {}

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
