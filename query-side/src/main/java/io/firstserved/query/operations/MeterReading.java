package io.firstserved.query.operations;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The issue command's meters of one command node at one moment.
 *
 * @param at when
 * @param answers answers so far, by outcome
 * @param buckets answers so far that took at most so many seconds, by that bound; the last is
 *     infinity
 */
record MeterReading(Instant at, Map<String, Double> answers, NavigableMap<Double, Double> buckets) {

  /** Reads what a node exposes in Prometheus' text format; other meters are passed over. */
  static MeterReading of(Instant at, String text) {
    var answers = new TreeMap<String, Double>();
    var buckets = new TreeMap<Double, Double>();
    text.lines()
        .forEach(
            line -> {
              if (line.startsWith("coupon_issue_requests_total{")) {
                answers.merge(label(line, "outcome"), value(line), Double::sum);
              } else if (line.startsWith("coupon_issue_duration_seconds_bucket{")) {
                buckets.merge(bound(label(line, "le")), value(line), Double::sum);
              }
            });
    return new MeterReading(at, answers, buckets);
  }

  private static double bound(String le) {
    return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
  }

  private static double value(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
  }

  private static String label(String line, String name) {
    int begin = line.indexOf(name + "=\"") + name.length() + 2;
    return line.substring(begin, line.indexOf('"', begin));
  }
}
