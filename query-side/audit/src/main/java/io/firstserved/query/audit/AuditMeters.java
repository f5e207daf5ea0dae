package io.firstserved.query.audit;

import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.run.AuditRequest;
import io.firstserved.query.audit.run.AuditResult;
import io.firstserved.query.audit.run.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.stereotype.Component;

/** What the last audit of the whole log found, for alerts. */
@Component
class AuditMeters {

  private final Map<Promise, AtomicLong> violations = new EnumMap<>(Promise.class);
  private final AtomicLong lastSuccessSeconds = new AtomicLong();
  private final Timer duration;
  private final Clock clock;

  AuditMeters(MeterRegistry registry, Clock clock) {
    this.clock = clock;
    for (var promise : Promise.values()) {
      var count = new AtomicLong();
      violations.put(promise, count);
      Gauge.builder("coupon.audit.violations", count, AtomicLong::get)
          .description("Violations of a promise that the last audit found")
          .tag("promise", promise.name())
          .register(registry);
    }
    Gauge.builder("coupon.audit.last.success.timestamp", lastSuccessSeconds, AtomicLong::get)
        .description("When an audit of the whole log last proved every promise; 0 for never")
        .baseUnit("seconds")
        .register(registry);
    duration =
        Timer.builder("coupon.audit.duration")
            .description("Duration of an audit")
            .register(registry);
  }

  void done(AuditRequest request, AuditResult result) {
    duration.record(result.figures().durationMillis(), TimeUnit.MILLISECONDS);
    if (request.campaign() != null && result.verdict() != Verdict.VIOLATED) {
      return;
    }
    violations.forEach((promise, count) -> count.set(result.counts().getOrDefault(promise, 0L)));
    if (result.verdict() == Verdict.PROVEN) {
      lastSuccessSeconds.set(clock.instant().getEpochSecond());
    }
  }
}
