package io.firstserved.query.operations;

/**
 * One moment of the lag's chart.
 *
 * @param epochMillis when
 * @param logHead the log's highest index then; 0 if unknown
 * @param relayEvents what the topic lacked
 * @param relaySeconds how long the oldest of that had waited
 * @param projected what the slowest projection had taken; 0 if unknown
 * @param projectorEvents what it lacked
 * @param projectorSeconds how long the oldest of that had waited
 */
record LagPoint(
    long epochMillis,
    long logHead,
    long relayEvents,
    double relaySeconds,
    long projected,
    long projectorEvents,
    double projectorSeconds) {

  /** As the page's charts take it: seconds since 1970, then the four values that are drawn. */
  double[] row() {
    return new double[] {
      epochMillis / 1_000.0, relayEvents, relaySeconds, projectorEvents, projectorSeconds
    };
  }
}
