package io.firstserved.query.audit;

import io.firstserved.loop.LoopBody;
import io.firstserved.query.audit.check.Promise;
import io.firstserved.query.audit.run.AuditProperties;
import io.firstserved.query.audit.run.Verdict;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * What the audits of the whole log say, for alerts and dashboards. Read from the history again and
 * again, so that every node says the same and a restart forgets nothing. While the history cannot
 * be read, the present verdict is unknown (NaN) and what was found in the past stays.
 */
@Component
class AuditMeters implements LoopBody {

  /** In place of a verdict: there never was an audit. */
  private static final String NEVER = "NEVER";

  /** For how long a look at the history tells the present verdict, if none follows. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final VerdictTable verdicts;
  private final AuditProperties limits;
  private final Clock clock;
  private final Timer duration;
  private volatile @Nullable AuditVerdicts seen;
  private volatile Instant seenAt = Instant.EPOCH;

  AuditMeters(VerdictTable verdicts, AuditProperties limits, Clock clock, MeterRegistry registry) {
    this.verdicts = verdicts;
    this.limits = limits;
    this.clock = clock;
    this.duration =
        Timer.builder("coupon.audit.duration")
            .description("Duration of an audit")
            .register(registry);
    registerVerdicts(registry);
    for (var promise : Promise.values()) {
      registerViolations(promise, registry);
    }
    Gauge.builder("coupon.audit.last.success.timestamp", this, AuditMeters::provenAtSeconds)
        .description("When an audit of the whole log last proved every promise; 0 for never")
        .baseUnit("seconds")
        .register(registry);
  }

  private void registerVerdicts(MeterRegistry registry) {
    for (var verdict : new Verdict[] {null, Verdict.PROVEN, Verdict.VIOLATED, Verdict.INCOMPLETE}) {
      Gauge.builder("coupon.audit.verdict", this, of -> of.flag(AuditVerdicts::last, verdict))
          .description("1 for the verdict of the last audit of the whole log, 0 for the others")
          .tag("verdict", name(verdict))
          .register(registry);
    }
    for (var verdict : new Verdict[] {null, Verdict.PROVEN, Verdict.VIOLATED}) {
      Gauge.builder(
              "coupon.audit.conclusive.verdict",
              this,
              of -> of.flag(AuditVerdicts::conclusive, verdict))
          .description("The same of the last audit that was not INCOMPLETE")
          .tag("verdict", name(verdict))
          .register(registry);
    }
  }

  private void registerViolations(Promise promise, MeterRegistry registry) {
    Gauge.builder("coupon.audit.violations", this, meters -> meters.violations(promise))
        .description(
            "Violations of a promise that the last audit found which was not INCOMPLETE; NaN before"
                + " the first")
        .tag("promise", promise.name())
        .register(registry);
  }

  private static String name(@Nullable Verdict verdict) {
    return verdict == null ? NEVER : verdict.name();
  }

  /** Another audit took so long on this node. */
  void took(Duration time) {
    duration.record(time);
  }

  @Override
  public Duration turn(Heartbeat heartbeat) {
    try {
      seen = verdicts.read();
      seenAt = clock.instant();
      return limits.heartbeat();
    } catch (DataAccessException unseen) {
      seenAt = Instant.EPOCH;
      throw unseen;
    }
  }

  private double flag(
      Function<AuditVerdicts, @Nullable Verdict> figure, @Nullable Verdict verdict) {
    var known = seen;
    if (known == null || Duration.between(seenAt, clock.instant()).compareTo(FRESH) > 0) {
      return Double.NaN;
    }
    return figure.apply(known) == verdict ? 1 : 0;
  }

  private double violations(Promise promise) {
    var known = seen;
    return known == null || known.conclusive() == null
        ? Double.NaN
        : known.violations().getOrDefault(promise, 0L);
  }

  private double provenAtSeconds() {
    var known = seen;
    return known == null ? Double.NaN : known.provenAt().getEpochSecond();
  }
}
