package io.firstserved.command.log.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the log's identity. Each unit repeats the name's end. */
final class IdentityMeters {

  private IdentityMeters() {}

  static void register(LogIdentity identity, MeterRegistry registry) {
    Gauge.builder("coupon.log.diverged", identity, IdentityMeters::diverged)
        .description(
            "1 while the log is not the one that was relayed, else 0; NaN before the first check")
        .baseUnit("diverged")
        .register(registry);
    Gauge.builder("coupon.log.incarnation", identity, known -> known.incarnations().present())
        .description("Which life of the log this is, from 0: one more for each end that it lost")
        .baseUnit("incarnation")
        .tag("log", Integer.toString(LogIdentity.LOG))
        .register(registry);
  }

  private static double diverged(LogIdentity identity) {
    if (!identity.known()) {
      return Double.NaN;
    }
    return identity.divergence().isPresent() ? 1 : 0;
  }
}
