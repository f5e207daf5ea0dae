package io.firstserved.loadtest.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Counts answers and keeps their latencies: in all, by kind, and by second. */
final class Outcomes {

  private static final long HIGHEST_MICROS = 120_000_000;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long NANOS_PER_MICRO = 1_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** What an answer means to the buyer. */
  enum Kind {
    /** 2xx: the coupon is the user's. */
    ACCEPTED,
    /** 4xx but 429: an answer of the campaign's rules. */
    REFUSED,
    /** 429 and 503: the service protects itself. */
    SHED,
    /** Any other status, or no answer at all. */
    FAILED;

    static Kind of(int status) {
      return switch (status / 100) {
        case 2 -> ACCEPTED;
        case 4 -> status == 429 ? SHED : REFUSED;
        default -> status == 503 ? SHED : FAILED;
      };
    }
  }

  private final long measuredFrom;
  private final Map<String, Long> byStatus = new TreeMap<>();
  private final Map<Kind, Histogram> latencies = new TreeMap<>();
  private final List<Second> seconds = new ArrayList<>();
  private final Histogram thisSecond = histogram();
  private long dropped;

  Outcomes(long measuredFromNanos) {
    this.measuredFrom = measuredFromNanos;
    for (var kind : Kind.values()) {
      latencies.put(kind, histogram());
    }
  }

  /** An answer came. */
  void answered(int status, long sinceNanos, long now) {
    record(String.valueOf(status), Kind.of(status), sinceNanos, now);
  }

  /** No answer came, for this cause. */
  void failed(String cause, long sinceNanos, long now) {
    record(cause, Kind.FAILED, sinceNanos, now);
  }

  /** A request was due and no connection was free for it. */
  void dropped(long now) {
    if (now >= measuredFrom) {
      dropped++;
    }
  }

  Result result(long endNanos) {
    closeSeconds(Math.max(0, endNanos - measuredFrom) / NANOS_PER_SECOND);
    double measuredSeconds = (double) (endNanos - measuredFrom) / NANOS_PER_SECOND;
    return Result.of(measuredSeconds, byStatus, latencies, dropped, seconds);
  }

  private void record(String label, Kind kind, long sinceNanos, long now) {
    if (now < measuredFrom) {
      return;
    }
    closeSeconds((now - measuredFrom) / NANOS_PER_SECOND);
    long micros = Math.clamp((now - sinceNanos) / NANOS_PER_MICRO, 1, HIGHEST_MICROS);
    byStatus.merge(label, 1L, Long::sum);
    latencies.computeIfAbsent(kind, first -> histogram()).recordValue(micros);
    thisSecond.recordValue(micros);
    seconds.getLast().counts.merge(kind, 1L, Long::sum);
  }

  /** Closes the running second, and those in which nothing came, up to the given one. */
  private void closeSeconds(long current) {
    while (seconds.size() <= current) {
      if (!seconds.isEmpty()) {
        seconds.getLast().p99Micros = thisSecond.getValueAtPercentile(99);
        seconds.getLast().maxMicros = thisSecond.getMaxValue();
      }
      thisSecond.reset();
      seconds.add(new Second());
    }
  }

  private static Histogram histogram() {
    return new Histogram(HIGHEST_MICROS, SIGNIFICANT_DIGITS);
  }

  /** What one second brought. */
  static final class Second {
    final Map<Kind, Long> counts = new TreeMap<>();
    long p99Micros;
    long maxMicros;
  }
}
