package io.firstserved.query.audit.check;

/** What became of a coupon, as far as the log tells. */
public enum FoldedStatus {
  /** Issued, and to be redeemed. */
  UNUSED,
  /** Redeemed. */
  REDEEMED,
  /** Revoked for good. */
  REVOKED,
  /** Its validity ended unredeemed. */
  EXPIRED,
  /** An event of the coupon is missing from the log, so nobody can tell. */
  UNKNOWN
}
