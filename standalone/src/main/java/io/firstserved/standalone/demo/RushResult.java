package io.firstserved.standalone.demo;

import java.util.Locale;

/**
 * What the buyers were answered.
 *
 * @param issued 201
 * @param refused 410 because everything was gone
 * @param errors anything else, and no answer
 * @param askedAgain requests repeated with the same key, because a node was busy or an answer lost
 */
record RushResult(int issued, int refused, int errors, int askedAgain) {

  String summary() {
    var counts =
        String.format(Locale.ROOT, "%,d issued, %,d refused, %,d errors", issued, refused, errors);
    return askedAgain == 0
        ? counts
        : counts + String.format(Locale.ROOT, " (%,d asked again)", askedAgain);
  }

  /** Whether every coupon was given away and nothing failed. */
  boolean isExact(int quota) {
    return issued == quota && errors == 0;
  }
}
