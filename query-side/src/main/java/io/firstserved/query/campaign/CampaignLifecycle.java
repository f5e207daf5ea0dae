package io.firstserved.query.campaign;

/** What a campaign admits of, apart from how many coupons are left. */
public enum CampaignLifecycle {
  /** Its window has not begun. */
  SCHEDULED,
  /** Coupons are issued while there are any. */
  OPEN,
  /** It was paused and not resumed. */
  PAUSED,
  /** Its window has ended, or it was closed by hand. */
  CLOSED
}
