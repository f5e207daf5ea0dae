package io.firstserved.loadtest.driver;

import io.firstserved.loadtest.driver.Outcomes.Kind;
import io.firstserved.loadtest.driver.Outcomes.Second;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run measured, as it is written to JSON.
 *
 * @param readyAtEpochSeconds when the node said it was ready, if that was waited for
 * @param measuredSeconds how long was measured, warm-up excluded
 * @param byStatus answers by HTTP status, and missing answers by cause
 * @param byKind latencies and rates of accepted, refused, shed and failed requests
 * @param dropped requests that were due while no connection was free for them
 * @param timeline what each second of the measured time brought; its last one is usually partial
 */
record Result(
    @Nullable Double readyAtEpochSeconds,
    double measuredSeconds,
    Map<String, Long> byStatus,
    Map<String, Latency> byKind,
    long dropped,
    List<SecondResult> timeline) {

  private static final double MICROS_PER_MILLI = 1_000;
  private static final double MILLIS_PER_SECOND = 1_000;

  static Result of(
      double measuredSeconds,
      Map<String, Long> byStatus,
      Map<Kind, Histogram> latencies,
      long dropped,
      List<Second> seconds) {
    var byKind = new TreeMap<String, Latency>();
    latencies.forEach(
        (kind, histogram) -> byKind.put(name(kind), Latency.of(histogram, measuredSeconds)));
    var timeline = seconds.stream().map(SecondResult::of).toList();
    return new Result(null, measuredSeconds, byStatus, byKind, dropped, timeline);
  }

  Result readyAt(Instant instant) {
    double epochSeconds = instant.toEpochMilli() / MILLIS_PER_SECOND;
    return new Result(epochSeconds, measuredSeconds, byStatus, byKind, dropped, timeline);
  }

  /** One line a person can read. */
  String summary() {
    var text = new StringBuilder(String.format(Locale.ROOT, "%.1f s", measuredSeconds));
    byKind.forEach(
        (kind, latency) -> {
          if (latency.count() > 0) {
            text.append("; ").append(kind).append(' ').append(latency.summary());
          }
        });
    return text.append("; statuses ")
        .append(byStatus)
        .append("; dropped ")
        .append(dropped)
        .toString();
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static double millis(long micros) {
    return micros / MICROS_PER_MILLI;
  }

  /** How many, how often, and how long they took, in milliseconds. */
  record Latency(
      long count,
      double perSecond,
      double p50Millis,
      double p95Millis,
      double p99Millis,
      double p999Millis,
      double maxMillis) {

    static Latency of(Histogram micros, double seconds) {
      long count = micros.getTotalCount();
      return new Latency(
          count,
          seconds > 0 ? count / seconds : 0,
          millis(micros.getValueAtPercentile(50)),
          millis(micros.getValueAtPercentile(95)),
          millis(micros.getValueAtPercentile(99)),
          millis(micros.getValueAtPercentile(99.9)),
          millis(micros.getMaxValue()));
    }

    String summary() {
      return String.format(
          Locale.ROOT,
          "%d (%.0f/s, p50 %.2f ms, p95 %.2f ms, p99 %.2f ms, max %.2f ms)",
          count,
          perSecond,
          p50Millis,
          p95Millis,
          p99Millis,
          maxMillis);
    }
  }

  /** One second of the timeline. */
  record SecondResult(Map<String, Long> counts, double p99Millis, double maxMillis) {

    static SecondResult of(Second second) {
      var counts = new TreeMap<String, Long>();
      second.counts.forEach((kind, count) -> counts.put(name(kind), count));
      return new SecondResult(counts, millis(second.p99Micros), millis(second.maxMicros));
    }
  }
}
