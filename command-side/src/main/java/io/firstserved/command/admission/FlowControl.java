package io.firstserved.command.admission;

import io.firstserved.api.Reason;
import io.firstserved.api.RefusedException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What one node takes on: so many requests at once, a rate of issue commands, and none of these
 * while the log is known to be down. It refuses before anything else is spent on a request.
 * Thread-safe.
 */
public final class FlowControl {

  /**
   * The rate is dealt out in tenths of a second, so that a second's share does not come at once.
   */
  static final int PERIODS_PER_SECOND = 10;

  private static final String SECOND = Duration.ofSeconds(1).toString();

  private final RateLimiter rate;
  private final ConcurrencyLimiter limiter;
  private final CircuitBreaker redisBreaker;
  private final CircuitBreaker logBreaker;

  FlowControl(
      RateLimiter rate,
      ConcurrencyLimiter limiter,
      CircuitBreaker redisBreaker,
      CircuitBreaker logBreaker) {
    this.rate = rate;
    this.limiter = limiter;
    this.redisBreaker = redisBreaker;
    this.logBreaker = logBreaker;
  }

  /**
   * Lets an issue command in.
   *
   * @throws RefusedException RATE_LIMITED, OVERLOADED or UNAVAILABLE; nothing is to be done for it
   */
  public void enter() {
    if (logBreaker.getState() == CircuitBreaker.State.OPEN) {
      throw logIsDown();
    }
    if (ConcurrencyLimiter.timedOut()) {
      throw new RefusedException(
          Reason.OVERLOADED,
          "as many requests are under way as this node takes on, and none ended in time");
    }
    if (!rate.acquirePermission()) {
      throw new RefusedException(
          Reason.RATE_LIMITED,
          "this node's rate of issue commands is reached; try again shortly",
          Map.of("limit", "node", "requests", requestsPerSecond(), "period", SECOND));
    }
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

  private int requestsPerSecond() {
    return rate.getRateLimiterConfig().getLimitForPeriod() * PERIODS_PER_SECOND;
  }

  static int perPeriod(int requestsPerSecond) {
    return Math.max(1, requestsPerSecond / PERIODS_PER_SECOND);
  }

  /** Changes how many requests may be under way at once; those that are go on. */
  void inFlight(int limit) {
    limiter.places(limit);
  }

  /** The present limits and states. */
  FlowControlState state() {
    return new FlowControlState(
        requestsPerSecond(),
        limiter.places(),
        limiter.taken(),
        redisBreaker.getState().name(),
        logBreaker.getState().name());
  }
}
