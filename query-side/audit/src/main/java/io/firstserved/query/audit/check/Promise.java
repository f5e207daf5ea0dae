package io.firstserved.query.audit.check;

/** What an audit can find broken. The numbered ones are the promises of the service. */
public enum Promise {
  /** No over-issue: serials are distinct, and at every moment lie in 1 to the quota. */
  P1("No over-issue"),
  /** No user holds more coupons of a campaign than its limit. */
  P2("Per-user limit"),
  /** Issued only in the window, and only while the campaign runs. */
  P3("Only in the window"),
  /** Every coupon that was answered 201 is in the log, and none that was refused. */
  P4("201 means durable"),
  /** No serial is lost for good. */
  P5("No under-issue"),
  /** The log is gapless and readable: indexes, each stream's sequence, event types. */
  P6("The log is gapless"),
  /** Topic and read model say what the log says. */
  P7("Read model = fold of the log"),
  /** A coupon is redeemed, given back, revoked and expired by its rules. */
  REDEMPTION("Redemption rules"),
  /** The log is the one that was sealed. */
  SEAL("Nothing altered since sealing");

  private final String title;

  Promise(String title) {
    this.title = title;
  }

  /** The promise in a few words, for people. */
  public String title() {
    return title;
  }
}
