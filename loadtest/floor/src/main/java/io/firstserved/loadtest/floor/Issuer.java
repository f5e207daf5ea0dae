package io.firstserved.loadtest.floor;

import org.jspecify.annotations.Nullable;

/** One way to hand out coupons. Thread-safe. */
interface Issuer {

  /** Creates a campaign; a null quota is unlimited. */
  void create(String campaign, @Nullable Long quota) throws Exception;

  /**
   * Issues a coupon.
   *
   * @return its serial, or a refusal: {@link #ALREADY_ISSUED}, {@link #SOLD_OUT}
   */
  long issue(String campaign, String user) throws Exception;

  long ALREADY_ISSUED = -1;
  long SOLD_OUT = -2;
}
