package io.firstserved.command.gate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The gate's meters. */
public final class GateMeters {

  private final MeterRegistry registry;
  private final Map<String, Timer> timers = new ConcurrentHashMap<>();
  private final AtomicLong pending = new AtomicLong();

  /** Registers the meters. */
  public GateMeters(MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("coupon.gate.pending", pending, AtomicLong::get)
        .description("Reservations in Redis that are neither confirmed nor released")
        .baseUnit("pending")
        .register(registry);
  }

  /** Measures an operation, whether it succeeds or not. */
  public <T> T timed(String operation, Supplier<T> call) {
    return timers.computeIfAbsent(operation, this::timer).record(call);
  }

  private Timer timer(String operation) {
    return Timer.builder("coupon.gate.duration")
        .description("How long an operation of the gate takes")
        .tag("operation", operation)
        .publishPercentileHistogram()
        .register(registry);
  }

  /** So many reservations were pending, over all campaigns, when sweeps last looked at each. */
  public void pending(long count) {
    pending.set(count);
  }
}
