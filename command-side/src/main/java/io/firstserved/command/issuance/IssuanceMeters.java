package io.firstserved.command.issuance;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Every answer to the issue command by its outcome, and how long it took. */
@Component
class IssuanceMeters {

  static final String ISSUED = "issued";
  static final String REPEATED = "repeated";

  /** Bucket bounds around the reference's quantiles (10 and 13 ms) and its alert thresholds. */
  private static final Duration[] BOUNDS =
      Stream.of(1, 2, 5, 10, 13, 20, 35, 50, 100, 200, 500, 1_000, 2_000, 4_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
  private final Timer duration;

  IssuanceMeters(MeterRegistry registry) {
    this.registry = registry;
    this.duration =
        Timer.builder("coupon.issue.duration")
            .description("Time from the issue command's arrival at the flow to its answer")
            .serviceLevelObjectives(BOUNDS)
            .register(registry);
    count(ISSUED, 0);
  }

  void answered(String outcome, Duration took) {
    count(outcome.toLowerCase(Locale.ROOT), 1);
    duration.record(took);
  }

  private void count(String outcome, int answers) {
    outcomes.computeIfAbsent(outcome, this::counter).increment(answers);
  }

  private Counter counter(String outcome) {
    return Counter.builder("coupon.issue.requests")
        .description(
            "Issue commands answered, by outcome: issued, repeated, or the refusal's reason")
        .baseUnit("requests")
        .tag("outcome", outcome)
        .register(registry);
  }
}
