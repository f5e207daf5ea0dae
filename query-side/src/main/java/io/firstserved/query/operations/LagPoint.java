package io.firstserved.query.operations;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One moment of the lag's chart.
 *
 * @param epochMillis when
 * @param isMeasured whether the counts of events were measured then; the ages grow by themselves
 * @param logHead the log's highest index then; 0 if unknown
 * @param relayEvents what the topic lacked
 * @param relaySeconds how long the oldest of that had waited
 * @param projected what the slowest projection had taken; 0 if unknown
 * @param projectorEvents what it lacked
 * @param projectorSeconds how long the oldest of that had waited
 */
record LagPoint(
    long epochMillis,
    boolean isMeasured,
    long logHead,
    long relayEvents,
    double relaySeconds,
    long projected,
    long projectorEvents,
    double projectorSeconds) {

  /**
   * As the page's charts take it: seconds since 1970, then the four values that are drawn; null for
   * a gap.
   */
  List<@Nullable Double> row() {
    return Arrays.asList(
        epochMillis / 1_000.0,
        isMeasured ? (Double) (double) relayEvents : null,
        relaySeconds,
        isMeasured ? (Double) (double) projectorEvents : null,
        projectorSeconds);
  }
}
