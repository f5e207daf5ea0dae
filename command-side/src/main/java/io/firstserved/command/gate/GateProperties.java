package io.firstserved.command.gate;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the gate.
 *
 * @param keyPrefix what every key in Redis begins with, so that several systems can share one
 * @param waitLimit how long after a rebuild's beginning, or for a hold, or for calls that fail one
 *     by one, a caller waits before its coupon is sought in the log instead; a rebuild of 10,000
 *     coupons takes less
 * @param holdLimit how long a hold lasts if nobody ends it: the administration's node died
 * @param redis how Redis is talked to
 * @param rebuild how state is built from the log
 * @param reaper how abandoned reservations are found
 * @param confirmations how confirmations are sent
 * @param unknown how campaigns that do not exist are remembered
 * @param logBacked how coupons are reserved without Redis
 */
@Validated
@ConfigurationProperties("first-served.gate")
public record GateProperties(
    @DefaultValue("first-served:") @NotBlank String keyPrefix,
    @DefaultValue("500ms") @DurationMin(millis = 1) Duration waitLimit,
    @DefaultValue("5s") @DurationMin(millis = 1) Duration holdLimit,
    @DefaultValue @Valid Redis redis,
    @DefaultValue @Valid Rebuild rebuild,
    @DefaultValue @Valid Reaper reaper,
    @DefaultValue @Valid Confirmations confirmations,
    @DefaultValue @Valid Unknown unknown,
    @DefaultValue @Valid LogBacked logBacked) {

  /**
   * How Redis is talked to. Where it is, and whether it is one server, Sentinel or Cluster, is said
   * by {@code spring.data.redis}.
   *
   * @param commandTimeout how long one call may take before it is made again, or the breaker is
   *     open and callers go to the log; many times its p99
   * @param connectTimeout how long connecting may take
   * @param reconnectDelay between attempts to connect again
   * @param requestQueueSize calls that may await their answers on the connection; more are refused
   *     at once
   */
  public record Redis(
      @DefaultValue("80ms") @DurationMin(millis = 1) Duration commandTimeout,
      @DefaultValue("500ms") @DurationMin(millis = 1) Duration connectTimeout,
      @DefaultValue("100ms") @DurationMin(millis = 1) Duration reconnectDelay,
      @DefaultValue("10000") @Min(1) int requestQueueSize) {}

  /**
   * How state is built from the log.
   *
   * @param lockTtl after how long without progress another node may take a rebuild over
   * @param freezeLimit how long granting may stand still while a rebuild switches; it takes
   *     milliseconds
   * @param commandTimeout how long one call of a rebuild may take: the switch carries over
   *     everything pending
   * @param batchSize coupons in one call, 1 to 2,000; 500 keep Redis busy for less than a
   *     millisecond
   * @param batchesInFlight calls sent before the first is answered
   * @param catchUpRounds how often what came in meanwhile is read before the switch
   * @param contradictions after how many contradictions by the log in a row a campaign is rebuilt
   *     as a whole. In a row, because single ones are ordinary: a caller that Redis did not answer
   *     in time gets a serial from the log that Redis gives to another a moment later
   * @param minInterval shortest time between two rebuilds of a campaign that were asked for by
   *     contradictions
   * @param atOnce rebuilds of different campaigns that a node does at the same time; the others
   *     wait for their turn, and their callers no longer than for any rebuild
   */
  public record Rebuild(
      @DefaultValue("10s") @DurationMin(millis = 1) Duration lockTtl,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration freezeLimit,
      @DefaultValue("5s") @DurationMin(millis = 1) Duration commandTimeout,
      @DefaultValue("500") @Min(1) @Max(2_000) int batchSize,
      @DefaultValue("8") @Min(1) int batchesInFlight,
      @DefaultValue("4") @Min(1) int catchUpRounds,
      @DefaultValue("10") @Min(1) int contradictions,
      @DefaultValue("2s") @DurationMin(millis = 1) Duration minInterval,
      @DefaultValue("4") @Min(1) int atOnce) {}

  /**
   * How abandoned reservations are found, and state that nobody needs any more. A sweep costs the
   * same however many campaigns there are (ADR 0091).
   *
   * @param interval between two sweeps
   * @param sweepLimit how long a sweep takes at most for each of its three parts: what the
   *     log-backed gate granted, campaigns asked for lately, the others. What is left is the next
   *     sweep's
   * @param recentPerSweep campaigns asked for lately, or with reservations pending, that a sweep
   *     looks at; those that have waited longest come first. A look takes half a millisecond
   * @param othersPerSweep of all the other campaigns in Redis, how many a sweep looks at in turn:
   *     20 a second are round 10,000 in less than nine minutes, for a hundredth of a core
   * @param pendingLimit from what age a pending reservation is looked up in the log; longer than an
   *     append waits in the log's queue
   * @param abandonedAfter from what age of a pending reservation on the gate says UNAVAILABLE
   *     instead of SOLD_OUT: its serial may soon be free. Longer than appends take on a node that
   *     is cold and overloaded, so that it is never said in an ordinary spike
   * @param batchSize reservations looked up per campaign and sweep
   * @param termsInterval how often the campaign's own events are read again, in case this gate was
   *     not told of one
   * @param forgetAfter after how long without a call a node forgets a campaign until it is asked
   *     for again; state of this age of a campaign that the log does not have is deleted
   * @param retainEnded how long after its end (closed, past its window, the last serial issued) a
   *     campaign's state stays in Redis; asked for later, it is answered from the log
   */
  public record Reaper(
      @DefaultValue("1s") @DurationMin(millis = 1) Duration interval,
      @DefaultValue("250ms") @DurationMin(millis = 1) Duration sweepLimit,
      @DefaultValue("1000") @Min(1) int recentPerSweep,
      @DefaultValue("20") @Min(1) @Max(1_000) int othersPerSweep,
      @DefaultValue("5s") @DurationMin(millis = 1) Duration pendingLimit,
      @DefaultValue("3s") @DurationMin(millis = 1) Duration abandonedAfter,
      @DefaultValue("500") @Min(1) int batchSize,
      @DefaultValue("5s") @DurationMin(millis = 1) Duration termsInterval,
      @DefaultValue("10m") @DurationMin(millis = 1) Duration forgetAfter,
      @DefaultValue("1h") @DurationMin(millis = 1) Duration retainEnded) {}

  /**
   * How confirmations are sent.
   *
   * @param queueSize confirmations and releases that may wait; what does not fit is left to the
   *     reaper
   * @param batchSize of them in one call
   * @param commandTimeout how long such a call, or one of the reaper, may take: nobody waits for it
   * @param retryDelay until a batch that Redis did not take is sent again
   */
  public record Confirmations(
      @DefaultValue("20000") @Min(1) int queueSize,
      @DefaultValue("200") @Min(1) int batchSize,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration commandTimeout,
      @DefaultValue("100ms") @DurationMin(millis = 1) Duration retryDelay) {}

  /**
   * How campaigns that do not exist are remembered, so that asking for them does not reach the
   * database each time. Redis tells of one that is created meanwhile, on whatever node.
   *
   * @param size how many
   * @param ttl for how long: as long may pass until a campaign is seen that was created on a node
   *     that Redis did not answer, by a node that it answers
   */
  public record Unknown(
      @DefaultValue("10000") @Min(1) int size,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration ttl) {}

  /**
   * How coupons are reserved without Redis.
   *
   * @param blockSize serials a node takes in a row before it looks whether another node is at them
   * @param jump how many blocks a node leaps over at most, at its start because other nodes and
   *     Redis may have granted what is not in the log yet, and when it meets another node
   * @param scanInterval shortest time between two searches for the campaign's last free serials
   * @param clockInterval how long the database's time is carried forward before it is read again
   * @param termsInterval from what age on what a node remembers of a campaign is read again before
   *     somebody is refused by it: another node may have resumed it or raised its quota
   */
  public record LogBacked(
      @DefaultValue("32") @Min(1) int blockSize,
      @DefaultValue("8") @Min(1) int jump,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration scanInterval,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration clockInterval,
      @DefaultValue("1s") @DurationMin(millis = 1) Duration termsInterval) {}
}
