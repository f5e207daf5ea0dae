package io.firstserved.command.admission;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of one node at its start; an operator can change the first two while it runs.
 *
 * @param requestsPerSecond issue commands let through in a second; more are refused as
 *     RATE_LIMITED. Twice what one node of two cores was measured to answer, so that it sheds
 *     before it queues
 * @param inFlight requests of every kind worked on at once; more wait their turn. Default 256: with
 *     200 the rate was highest, and with 2,000 the calls of Redis kept each other waiting beyond
 *     their limit, so that a sixth of the rate was left
 * @param inFlightWait how long one waits for its turn before it is timed out: an issue command is
 *     refused as OVERLOADED then, everything else is answered all the same. Default 500 ms: at
 *     5,000/s 2,500 wait; to refuse them sooner costs more than to let them wait
 * @param bodyWait how long the body of a request may take to come after its headers; while it does,
 *     the request does not count as worked on. 5 s: 16 KiB at modem speed
 * @param redisBreaker when to stop asking Redis. Over time, not over a number of calls: a pause of
 *     this process fails all calls under way at once, and a hundred calls are 20 ms at 5,000/s
 * @param logBreaker when to stop appending to the log
 */
@Validated
@ConfigurationProperties("first-served.flow-control")
public record FlowControlProperties(
    @DefaultValue("40000") @Min(1) @Max(MAX_LIMIT) int requestsPerSecond,
    @DefaultValue("256") @Min(1) @Max(MAX_LIMIT) int inFlight,
    @DefaultValue("500ms") @DurationMin @DurationMax(seconds = 30) Duration inFlightWait,
    @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration bodyWait,
    @DefaultValue @Valid TimedBreaker redisBreaker,
    @DefaultValue @Valid Breaker logBreaker) {

  /** Largest limits that an operator may set: a typing error must not switch flow control off. */
  public static final int MAX_LIMIT = 1_000_000;

  /**
   * A circuit breaker over a time.
   *
   * @param window how far it looks back, whole seconds. Default 2 s: when Redis stands still at
   *     5,000/s, 200 callers that fail every 80 ms outweigh the answers before after 1.4 s
   * @param minimumCalls how many calls there must be in it before it opens
   * @param failurePercent which share of them must have failed, 1 to 100
   * @param openFor how long nothing is asked once it is open
   * @param trialCalls how many calls then decide whether it closes again
   */
  public record TimedBreaker(
      @DefaultValue("2s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration window,
      @DefaultValue("5") @Min(1) @Max(MAX_LIMIT) int minimumCalls,
      @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
      @DefaultValue("500ms") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration openFor,
      @DefaultValue("5") @Min(1) @Max(MAX_LIMIT) int trialCalls) {}

  /**
   * A circuit breaker over a number of calls.
   *
   * @param window how many calls are looked at
   * @param minimumCalls how many there must be before it opens
   * @param failurePercent which share of them must have failed, 1 to 100
   * @param openFor how long nothing is asked once it is open
   * @param trialCalls how many calls then decide whether it closes again
   */
  public record Breaker(
      @DefaultValue("100") @Min(1) @Max(MAX_LIMIT) int window,
      @DefaultValue("20") @Min(1) @Max(MAX_LIMIT) int minimumCalls,
      @DefaultValue("50") @Min(1) @Max(100) int failurePercent,
      @DefaultValue("500ms") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration openFor,
      @DefaultValue("5") @Min(1) @Max(MAX_LIMIT) int trialCalls) {}
}
