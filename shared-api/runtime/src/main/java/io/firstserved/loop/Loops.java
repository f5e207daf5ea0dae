package io.firstserved.loop;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The loops of one application: makes them, gives each its meters, and knows how each is doing.
 * Thread-safe.
 */
public final class Loops {

  private final Clock clock;
  private final MeterRegistry meters;
  private final List<TurnInterceptor> interceptors;
  private final Map<String, Loop> loops = new ConcurrentSkipListMap<>();

  /**
   * @param interceptors called before every turn of every loop; none in production
   */
  public Loops(Clock clock, MeterRegistry meters, List<TurnInterceptor> interceptors) {
    this.clock = clock;
    this.meters = meters;
    this.interceptors = List.copyOf(interceptors);
  }

  /**
   * Makes a loop, which is not started yet.
   *
   * @param name of its thread, in health and in meters: lower case with hyphens, once per
   *     application
   * @throws IllegalArgumentException if there is a loop of this name
   */
  public Loop loop(String name, LoopLimits limits, LoopBody body) {
    var loop = new Loop(name, body, limits, clock, interceptors);
    if (loops.putIfAbsent(name, loop) != null) {
      throw new IllegalArgumentException("there is a loop named " + name);
    }
    register(loop);
    return loop;
  }

  private void register(Loop loop) {
    Gauge.builder(
            "coupon.loop.last.success.timestamp",
            loop,
            known -> known.state().lastSuccess().toEpochMilli() / 1_000.0)
        .description("When the background loop last succeeded, in seconds since 1970")
        .baseUnit("seconds")
        .tag("loop", loop.name())
        .register(meters);
    Gauge.builder(
            "coupon.loop.limit", loop, known -> known.limits().staleAfter().toMillis() / 1_000.0)
        .description("How long the background loop may go without a success")
        .baseUnit("seconds")
        .tag("loop", loop.name())
        .register(meters);
    FunctionCounter.builder("coupon.loop.failures", loop, known -> known.state().failures())
        .description("Turns of the background loop that failed and were tried again")
        .baseUnit("turns")
        .tag("loop", loop.name())
        .register(meters);
  }

  /** How each loop is doing, by name. */
  public Map<String, LoopState> states() {
    var states = new TreeMap<String, LoopState>();
    loops.forEach((name, loop) -> states.put(name, loop.state()));
    return states;
  }
}
