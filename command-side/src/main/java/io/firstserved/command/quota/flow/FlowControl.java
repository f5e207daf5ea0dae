package io.firstserved.command.quota.flow;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.util.function.Supplier;

/**
 * What one node takes on: a rate and a number at once of issue commands, and nothing while the log
 * is known to be down. It refuses before anything else is spent on a request. Thread-safe.
 */
public final class FlowControl {

  /**
   * The rate is dealt out in tenths of a second, so that a second's share does not come at once.
   */
  static final int PERIODS_PER_SECOND = 10;

  private final RateLimiter rate;
  private final Bulkhead inFlight;
  private final CircuitBreaker redisBreaker;
  private final CircuitBreaker logBreaker;

  FlowControl(
      RateLimiter rate, Bulkhead inFlight, CircuitBreaker redisBreaker, CircuitBreaker logBreaker) {
    this.rate = rate;
    this.inFlight = inFlight;
    this.redisBreaker = redisBreaker;
    this.logBreaker = logBreaker;
  }

  /**
   * Lets an issue command in, when it is its turn; {@link #leave} when it is answered. Who came
   * first is let in first.
   *
   * @throws RefusedException RATE_LIMITED, OVERLOADED or UNAVAILABLE; it is not in then
   */
  public void enter() {
    if (logBreaker.getState() == CircuitBreaker.State.OPEN) {
      throw logIsDown();
    }
    if (!rate.acquirePermission()) {
      throw new RefusedException(
          Reason.RATE_LIMITED, "this node's rate of issue commands is reached; try again shortly");
    }
    if (!inFlight.tryAcquirePermission()) {
      throw new RefusedException(
          Reason.OVERLOADED,
          "as many issue commands are under way as this node takes on, and none ended in time");
    }
  }

  /** An issue command has been answered. */
  public void leave() {
    inFlight.onComplete();
  }

  /**
   * Appends to the log, unless too many appends have failed lately. What the append throws is
   * thrown on.
   *
   * @throws RefusedException UNAVAILABLE if it was not even tried
   */
  public <T> T append(Supplier<T> append) {
    try {
      return logBreaker.executeSupplier(append);
    } catch (CallNotPermittedException open) {
      throw logIsDown();
    }
  }

  private static RefusedException logIsDown() {
    return new RefusedException(Reason.UNAVAILABLE, "the log cannot be written at present");
  }

  /** Changes the rate from the next tenth of a second on. */
  void requestsPerSecond(int limit) {
    rate.changeLimitForPeriod(perPeriod(limit));
  }

  static int perPeriod(int requestsPerSecond) {
    return Math.max(1, requestsPerSecond / PERIODS_PER_SECOND);
  }

  /** Changes how many may be in at once; those who are in stay in. */
  void inFlight(int limit) {
    inFlight.changeConfig(
        BulkheadConfig.from(inFlight.getBulkheadConfig()).maxConcurrentCalls(limit).build());
  }

  /** The present limits and states. */
  FlowControlState state() {
    var limit = inFlight.getMetrics().getMaxAllowedConcurrentCalls();
    return new FlowControlState(
        rate.getRateLimiterConfig().getLimitForPeriod() * PERIODS_PER_SECOND,
        limit,
        limit - inFlight.getMetrics().getAvailableConcurrentCalls(),
        redisBreaker.getState().name(),
        logBreaker.getState().name());
  }
}
