package io.firstserved.standalone.demo;

import java.util.Locale;

/**
 * What the buyers were answered.
 *
 * @param issued 201
 * @param refused 410 because everything was gone
 * @param errors anything else, and no answer
 */
record RushResult(int issued, int refused, int errors) {

  String summary() {
    return String.format(
        Locale.ROOT, "%,d issued, %,d refused, %,d errors", issued, refused, errors);
  }

  /** Whether every coupon was given away and nothing failed. */
  boolean isExact(int quota) {
    return issued == quota && errors == 0;
  }
}
