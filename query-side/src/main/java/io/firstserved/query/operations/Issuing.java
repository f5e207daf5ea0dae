package io.firstserved.query.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the command side answered lately, from its own meters.
 *
 * @param at when the meters were last read
 * @param answers answers since the command side started, by outcome
 * @param perSecond answers per second lately, by outcome
 * @param p50Millis half of the answers lately took at most so long; null if there were none
 * @param p95Millis the same for 95 of 100
 * @param p99Millis the same for 99 of 100
 */
record Issuing(
    Instant at,
    Map<String, Double> answers,
    Map<String, Double> perSecond,
    @Nullable Double p50Millis,
    @Nullable Double p95Millis,
    @Nullable Double p99Millis) {

  private static final double MILLIS_PER_SECOND = 1_000;

  /**
   * What happened between two readings, summed over the nodes that answered the second one. A node
   * that did not answer the first has gained nothing yet, and a meter that fell belongs to a node
   * that started anew.
   */
  static Issuing between(Map<String, MeterReading> before, Map<String, MeterReading> now) {
    var answers = new TreeMap<String, Double>();
    var perSecond = new TreeMap<String, Double>();
    var buckets = new TreeMap<Double, Double>();
    now.forEach(
        (node, after) -> {
          var earlier = before.getOrDefault(node, after);
          double seconds = seconds(earlier, after);
          after
              .answers()
              .forEach(
                  (outcome, count) -> {
                    answers.merge(outcome, count, Double::sum);
                    var gained = gained(earlier.answers().getOrDefault(outcome, 0.0), count);
                    perSecond.merge(outcome, gained / seconds, Double::sum);
                  });
          after
              .buckets()
              .forEach(
                  (bound, count) ->
                      buckets.merge(
                          bound,
                          gained(earlier.buckets().getOrDefault(bound, 0.0), count),
                          Double::sum));
        });
    return new Issuing(
        now.values().iterator().next().at(),
        answers,
        perSecond,
        quantileMillis(buckets, 0.5),
        quantileMillis(buckets, 0.95),
        quantileMillis(buckets, 0.99));
  }

  /** Never zero, so that a first reading has a rate: none. */
  private static double seconds(MeterReading before, MeterReading now) {
    return Math.max(1, Duration.between(before.at(), now.at()).toMillis()) / MILLIS_PER_SECOND;
  }

  private static double gained(double before, double now) {
    return now >= before ? now - before : now;
  }

  /**
   * A quantile of a histogram, straight within a bucket as Prometheus draws it.
   *
   * @return milliseconds, at most the largest finite bound; null without any answer
   */
  static @Nullable Double quantileMillis(NavigableMap<Double, Double> cumulative, double quantile) {
    var all = cumulative.isEmpty() ? 0 : cumulative.lastEntry().getValue();
    if (all <= 0) {
      return null;
    }
    double wanted = all * quantile;
    double lowerBound = 0;
    double below = 0;
    for (var bucket : cumulative.entrySet()) {
      if (bucket.getValue() >= wanted && !bucket.getKey().isInfinite()) {
        double share = (wanted - below) / (bucket.getValue() - below);
        return (lowerBound + (bucket.getKey() - lowerBound) * share) * MILLIS_PER_SECOND;
      }
      if (!bucket.getKey().isInfinite()) {
        lowerBound = bucket.getKey();
        below = bucket.getValue();
      }
    }
    return lowerBound * MILLIS_PER_SECOND;
  }
}
